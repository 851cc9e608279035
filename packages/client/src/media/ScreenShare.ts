import type { Clock } from '../Clock.js';
import { type Store, WritableStore } from '../Store.js';
import type { CallView } from '../views.js';
import { type ScreenProblem, screenProblem } from './screenProblem.js';

/** One's own shared screen. */
export interface ScreenView {
  /** False where no screen can be shared, such as on phones: then there is no button. */
  readonly isPossible: boolean;
  /** `choosing`: the browser shows its list of screens. */
  readonly state: 'off' | 'choosing' | 'on';
  readonly stream: MediaStream | null;
  /** Why the last attempt came to nothing. */
  readonly problem: ScreenProblem | null;
}

/** The part of `navigator.mediaDevices` that is needed. */
export interface ScreenSource {
  getDisplayMedia(options: DisplayMediaStreamOptions): Promise<MediaStream>;
  getSupportedConstraints(): MediaTrackSupportedConstraints;
}

interface ScreenSharePorts {
  readonly clock: Clock;
  /** Gives the stream to the present call, or takes it back. */
  readonly send: (stream: MediaStream | null) => void;
  readonly source?: ScreenSource | null;
}

/** What not every browser knows yet; each leaves out what it does not know. */
interface ScreenOptions extends DisplayMediaStreamOptions {
  readonly selfBrowserSurface: 'exclude';
  readonly surfaceSwitching: 'include';
  readonly systemAudio: 'include' | 'exclude';
}

/** Enough for a cursor and for scrolling; a film in a shared tab may have more. */
const PICTURE: MediaTrackConstraints = { frameRate: { ideal: 15, max: 30 } };

/** What is played, as it is: what makes a voice clear spoils music. */
const SOUND: MediaTrackConstraints = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/**
 * Shares one's screen in the present call, beside the camera, with its sound where the browser can.
 *
 * The sharing belongs to the call and to this page: it goes on over a reconnect and a link made anew, and ends with the
 * call, with a reload, by {@link stop}, or by the browser's own "Stop sharing".
 */
export class ScreenShare {
  readonly view: Store<ScreenView>;
  readonly #view: WritableStore<ScreenView>;
  readonly #ports: ScreenSharePorts;
  readonly #source: ScreenSource | null;
  #callId: string | null = null;
  /** Grows with each decision: what an older one opened is ended when it comes. */
  #turn = 0;

  constructor(ports: ScreenSharePorts) {
    this.#ports = ports;
    this.#source = ports.source === undefined ? browserSource() : ports.source;
    this.#view = new WritableStore<ScreenView>({
      isPossible: this.#source !== null,
      state: 'off',
      stream: null,
      problem: null,
    });
    this.view = this.#view;
  }

  /** Lets the person choose what to share. Call it right in a click or a key: browsers ask for that. */
  readonly start = async (): Promise<void> => {
    if (!this.#source || this.#callId === null || this.#view.get().state !== 'off') return;
    const turn = ++this.#turn;
    const { clock } = this.#ports;
    const askedAt = clock.now();
    this.#view.patch({ state: 'choosing', problem: null });
    try {
      const stream = await this.#source.getDisplayMedia(optionsFor(this.#source));
      if (turn === this.#turn) this.#begin(stream);
      else end(stream);
    } catch (error) {
      const problem = screenProblem(error, clock.now() - askedAt);
      if (turn === this.#turn) this.#view.patch({ state: 'off', problem });
    }
  };

  readonly stop = (): void => {
    const { stream } = this.#view.get();
    this.#turn += 1;
    if (stream) {
      this.#ports.send(null);
      end(stream);
    }
    this.#view.patch({ state: 'off', stream: null });
  };

  /** The person has read why it did not work. */
  readonly dismissProblem = (): void => this.#view.patch({ problem: null });

  /** What the page shows of the call has changed. */
  follow(view: CallView): void {
    const callId = view.state === 'started' ? view.call.callId : null;
    const goesOn = callId !== null && this.#callId !== null;
    if (callId === this.#callId) return;
    this.#callId = callId;
    // A call that was handed over to this page: it talks on with the same people.
    if (goesOn) return;
    this.stop();
    this.dismissProblem();
  }

  #begin(stream: MediaStream): void {
    const picture = stream.getVideoTracks()[0];
    picture?.addEventListener('ended', () => {
      if (this.#view.get().stream === stream) this.stop();
    });
    this.#view.patch({ state: 'on', stream });
    this.#ports.send(stream);
  }
}

/**
 * The whole system's sound carries the other's voice, and would give it back as an echo, unless the browser leaves out
 * what this page itself plays.
 */
function optionsFor(source: ScreenSource): ScreenOptions {
  const leavesOutOwn = 'restrictOwnAudio' in source.getSupportedConstraints();
  return {
    video: PICTURE,
    audio: { ...SOUND, ...(leavesOutOwn && { restrictOwnAudio: true }) },
    selfBrowserSurface: 'exclude',
    surfaceSwitching: 'include',
    systemAudio: leavesOutOwn ? 'include' : 'exclude',
  };
}

function end(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Phones: some have the function and refuse every call of it. */
function browserSource(): ScreenSource | null {
  const { mediaDevices, userAgentData } = (globalThis.navigator ?? {}) as {
    mediaDevices?: MediaDevices;
    userAgentData?: { readonly mobile?: boolean };
  };
  const isPhone = userAgentData?.mobile === true;
  return mediaDevices && 'getDisplayMedia' in mediaDevices && !isPhone ? mediaDevices : null;
}
