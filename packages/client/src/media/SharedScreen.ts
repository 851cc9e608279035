import type { Slot, SlotTracks } from './slots.js';

type ScreenSlot = Extract<Slot, 'screen' | 'screenAudio'>;

/** What this side shares of its screen. */
export class SharedScreen {
  readonly #onTrack: (slot: ScreenSlot, track: MediaStreamTrack | null) => void;
  #tracks: Pick<SlotTracks, ScreenSlot> = { screen: null, screenAudio: null };

  constructor(onTrack: (slot: ScreenSlot, track: MediaStreamTrack | null) => void) {
    this.#onTrack = onTrack;
  }

  get tracks(): Pick<SlotTracks, ScreenSlot> {
    return this.#tracks;
  }

  get isOn(): boolean {
    return this.#tracks.screen !== null;
  }

  set(stream: MediaStream | null): void {
    const screen = stream?.getVideoTracks()[0] ?? null;
    // Text has to stay sharp; a frame more or less is not missed.
    if (screen) screen.contentHint = 'detail';
    const screenAudio = screen ? (stream?.getAudioTracks()[0] ?? null) : null;
    const before = this.#tracks;
    this.#tracks = { screen, screenAudio };
    if (screen !== before.screen) this.#onTrack('screen', screen);
    if (screenAudio !== before.screenAudio) this.#onTrack('screenAudio', screenAudio);
  }
}
