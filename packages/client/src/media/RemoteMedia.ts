import type { Clock } from '../Clock.js';

/** How long the stream may hold a picture that does not flow yet, in ms: the sound waits for it so long. */
const PATIENCE_MS = 500;

/**
 * The other side's media as one stream for one `<video>` element.
 *
 * A video element waits with the sound for the first frame, so a picture without frames may not stay in the stream:
 * a voice call would be silent. It is in it from the start, since joining a playing element costs the first frame some
 * 40 ms; if nothing flows soon, it leaves and comes back with the frames.
 */
export class RemoteMedia {
  readonly stream = new MediaStream();
  readonly #clock: Clock;
  #picture: MediaStreamTrack | null = null;
  #isWanted = true;
  #isPatient = true;
  #isSilent = false;
  #cancelPatience: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes a track of the link. While it rings nothing flows, and nobody waits for it: see {@link hurry}. */
  add(track: MediaStreamTrack): void {
    if (track.kind === 'audio') {
      track.enabled = !this.#isSilent;
      this.stream.addTrack(track);
      return;
    }
    this.#picture = track;
    track.addEventListener('unmute', () => this.#compose());
    this.#compose();
  }

  /** From now on somebody watches and listens: the sound waits for the picture only a little. */
  hurry(): void {
    this.#cancelPatience();
    this.#cancelPatience = this.#clock.after(PATIENCE_MS, () => {
      this.#isPatient = false;
      if (this.#picture?.muted) this.stream.removeTrack(this.#picture);
    });
  }

  /** Whether the other side sends a picture now. */
  showPicture(on: boolean): void {
    this.#isWanted = on;
    this.#compose();
  }

  /** Whether the other side is not to be heard, whatever it sends. */
  silence(isSilent: boolean): void {
    this.#isSilent = isSilent;
    for (const track of this.stream.getAudioTracks()) track.enabled = !isSilent;
  }

  close(): void {
    this.#cancelPatience();
  }

  #compose(): void {
    const picture = this.#picture;
    if (!picture) return;
    if (!this.#isWanted) this.stream.removeTrack(picture);
    else if (!picture.muted || this.#isPatient) this.stream.addTrack(picture);
  }
}
