import { browserKeep, type Keep } from '../Keep.js';
import { type Store, WritableStore } from '../Store.js';
import type { CallView, WarmView } from '../views.js';
import type { Devices, Opened, OpenRequest } from './Devices.js';
import type { DeviceKind } from './deviceProblem.js';

const KEY = 'frontdesk.warm';
const COLD: Opened = { audio: null, video: null, problems: { audio: null, video: null } };

export interface WarmDevicesOptions {
  readonly devices: Pick<Devices, 'open' | 'choose' | 'view'>;
  readonly keep?: Keep;
}

/**
 * Camera and microphone that stay open between calls, if the person has chosen that: an answer then waits for no device.
 *
 * The next call takes what is open; when it is over, it is opened anew. The choice is kept for this person in this
 * browser, and nobody else's camera opens by it.
 */
export class WarmDevices {
  readonly view: Store<WarmView>;
  readonly #view = new WritableStore<WarmView>({ isOn: false, isReady: false });
  readonly #devices: Pick<Devices, 'open' | 'choose' | 'view'>;
  readonly #keep: Keep;
  #userId: string | null = null;
  #held: Opened = COLD;
  #isIdle = true;
  /** What was open went to a call that may never begin here. */
  #isTaken = false;
  /** Grows with each opening and closing: what an older one opened is stopped when it comes. */
  #turn = 0;

  constructor({ devices, keep = browserKeep() }: WarmDevicesOptions) {
    this.#devices = devices;
    this.#keep = keep;
    this.view = this.#view;
    let chosen = chosenOf(devices);
    devices.view.subscribe(() => {
      if (chosen === chosenOf(devices)) return;
      chosen = chosenOf(devices);
      void this.#warm();
    });
  }

  /** Who this is; what they chose before holds again. */
  signedIn(userId: string): void {
    if (this.#userId === userId) return;
    this.close();
    this.#userId = userId;
    const isOn = this.#keep.read(KEY) === userId;
    this.#view.patch({ isOn });
    if (isOn) void this.#warm();
  }

  /** Keeps the devices open from now on, or no more; remembered. */
  readonly set = (isOn: boolean): void => {
    if (isOn && this.#userId !== null) this.#keep.write(KEY, this.#userId);
    else this.#keep.forget(KEY);
    this.#view.patch({ isOn });
    void this.#warm();
  };

  /** Between calls, and while one rings here, the devices are kept open; a call takes them. */
  follow(view: CallView): void {
    const isFree = view.state === 'idle' || view.state === 'ended';
    const isIdle = isFree || view.state === 'incoming';
    // Another page was quicker, or the answer did not get through.
    const isBack = this.#isTaken && (isFree || (view.state === 'incoming' && !view.answering));
    if (isIdle === this.#isIdle && !isBack) return;
    this.#isIdle = isIdle;
    if (isIdle) void this.#warm();
    else this.#cool();
  }

  /** As {@link Devices.open}; a call that begins gets what is open already. */
  readonly open = async (request: OpenRequest): Promise<Opened> => {
    const isTaken = request.isQuick && request.only === undefined && request.avoid === undefined;
    if (!isTaken || !this.#view.get().isReady) return this.#devices.open(request);
    const audio = request.audio ? this.#take('audio') : null;
    const video = request.video ? this.#take('video') : null;
    this.#cool();
    this.#isTaken = true;
    const missing = { ...request, audio: request.audio && !audio, video: request.video && !video };
    const opened = missing.audio || missing.video ? await this.#devices.open(missing) : COLD;
    return { audio: audio ?? opened.audio, video: video ?? opened.video, problems: opened.problems };
  };

  /** As {@link Devices.choose}. */
  choose(kind: DeviceKind, deviceId: string): void {
    this.#devices.choose(kind, deviceId);
  }

  /** Closes what is open; the choice stays. */
  close(): void {
    this.#userId = null;
    this.#view.patch({ isOn: false });
    this.#cool();
  }

  async #warm(): Promise<void> {
    this.#cool();
    this.#isTaken = false;
    if (!this.#view.get().isOn || !this.#isIdle) return;
    const turn = this.#turn;
    const opened = await this.#devices.open({ audio: true, video: true, isQuick: true });
    if (turn !== this.#turn) {
      stop(opened);
      return;
    }
    this.#held = opened;
    this.#view.patch({ isReady: opened.audio !== null || opened.video !== null });
  }

  #cool(): void {
    this.#turn += 1;
    stop(this.#held);
    this.#held = COLD;
    this.#view.patch({ isReady: false });
  }

  #take(kind: DeviceKind): MediaStreamTrack | null {
    const track = this.#held[kind];
    if (track?.readyState !== 'live') return null;
    this.#held = { ...this.#held, [kind]: null };
    return track;
  }
}

function stop({ audio, video }: Opened): void {
  audio?.stop();
  video?.stop();
}

function chosenOf({ view }: Pick<Devices, 'view'>): string {
  const { cameraId, microphoneId } = view.get();
  return `${cameraId} ${microphoneId}`;
}
