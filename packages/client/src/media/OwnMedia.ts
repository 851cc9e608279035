import type { MediaKinds } from '@frontdesk/protocol';
import type { Clock } from '../Clock.js';
import { BLUR } from '../effects/blur.js';
import { NOISE } from '../effects/noise.js';
import { SentMedia } from '../effects/SentMedia.js';
import { browserKeep } from '../Keep.js';
import type { MediaView, SendingKinds } from '../views.js';
import type { Devices } from './Devices.js';
import type { DeviceKind } from './deviceProblem.js';
import { LocalMedia, type MediaResult } from './LocalMedia.js';
import { SharedScreen } from './SharedScreen.js';
import type { Slot, SlotTracks } from './slots.js';

/** What the page shows of its own side. */
export type OwnView = Pick<MediaView, 'local' | 'sending' | 'allowed' | 'problems' | 'isOpening'>;

export interface OwnMediaPorts {
  readonly devices: Pick<Devices, 'open' | 'choose'>;
  readonly clock: Clock;
  /** What is open of one's own has changed. */
  readonly onOpen?: (kind: DeviceKind, track: MediaStreamTrack | null) => void;
  /** Something else is sent in this slot now, or nothing; whoever listens puts it into every link. */
  readonly onTrack: (slot: Slot, track: MediaStreamTrack | null) => void;
  readonly onChange: () => void;
}

const NO_CALL: Promise<MediaResult> = Promise.resolve({ ok: true });

/** What this side gives in a call: opened once, however many pages it goes to. */
export class OwnMedia {
  /** What is made of one's own picture and sound before it is sent. */
  readonly effects: SentMedia;
  readonly local: LocalMedia;
  readonly #ports: OwnMediaPorts;
  readonly #screen: SharedScreen;
  #isOpen = false;

  constructor(ports: OwnMediaPorts) {
    this.#ports = ports;
    this.local = new LocalMedia({
      devices: ports.devices,
      onTrack: (kind, track) => {
        this.effects.put(kind, track);
        ports.onOpen?.(kind, track);
      },
    });
    this.effects = new SentMedia({
      effects: { blur: BLUR, noise: NOISE },
      clock: ports.clock,
      keep: browserKeep(),
      onTrack: (kind, track) => {
        ports.onTrack(kind, track);
        ports.onChange();
      },
      isHidden: () => document.visibilityState === 'hidden',
    });
    this.#screen = new SharedScreen(ports.onTrack);
    this.local.view.subscribe(ports.onChange);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get view(): OwnView {
    const { allowed, problems, isOpening, sending } = this.local.view.get();
    const { stream } = this.effects;
    return { allowed, problems, isOpening, local: stream, sending: { ...sending, screen: this.#screen.isOn } };
  }

  /** What goes into a link now. */
  get tracks(): SlotTracks {
    return { ...this.effects.tracks, ...this.#screen.tracks };
  }

  /** As the other side gets it: nothing of a kind whose effect only begins. */
  get sent(): SendingKinds {
    const { audio, video, screen } = this.view.sending;
    const { tracks } = this.effects;
    return { audio: audio && tracks.audio !== null, video: video && tracks.video !== null, screen };
  }

  /** Opens what the person asked for. */
  open(kinds: MediaKinds, isMuted = false): void {
    this.#isOpen = true;
    void this.local.open(kinds, isMuted);
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.local.close();
  }

  setMuted(isMuted: boolean): Promise<MediaResult> {
    return this.#isOpen ? this.local.setMuted(isMuted) : NO_CALL;
  }

  setVideo(on: boolean): Promise<MediaResult> {
    return this.#isOpen ? this.local.setVideo(on) : NO_CALL;
  }

  /** Changes to this device if one of its kind is open; it is preferred from then on, unless it cannot be opened. */
  async use(kind: DeviceKind, deviceId: string): Promise<MediaResult> {
    const isOpen = this.local.tracks[kind] !== null;
    const result: MediaResult = isOpen ? await this.local.change(kind, deviceId) : { ok: true };
    if (result.ok) this.#ports.devices.choose(kind, deviceId);
    return result;
  }

  /** Opens what the call should have of this kind anew. */
  reopen(kind: DeviceKind): Promise<MediaResult> {
    return this.#isOpen ? this.local.reopen(kind) : NO_CALL;
  }

  /** Shares this screen, with its sound if there is any, or no more. Who opened the stream ends it. */
  share(stream: MediaStream | null): void {
    this.#screen.set(stream);
    this.#ports.onChange();
  }
}
