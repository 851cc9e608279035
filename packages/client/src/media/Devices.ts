import { browserKeep, type Keep } from '../Keep.js';
import { type Store, WritableStore } from '../Store.js';
import type { DeviceChoice, DeviceProblem, DevicesView, MediaView } from '../views.js';
import { type DeviceKind, deviceProblem } from './deviceProblem.js';

/** The part of the browser's `mediaDevices` that is needed. */
export type MediaSource = Pick<
  MediaDevices,
  'getUserMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'
>;

/**
 * Which kinds to open; `avoid` names a device that has just gone away. `isQuick`: with the small picture that a call
 * begins with, to be raised by {@link FULL_PICTURE}. `only`: this device or none, instead of the chosen one.
 */
export interface OpenRequest {
  readonly audio: boolean;
  readonly video: boolean;
  readonly avoid?: string;
  readonly isQuick?: boolean;
  readonly only?: string;
}

/** What was opened; who asked for it stops the tracks. */
export interface Opened {
  readonly audio: MediaStreamTrack | null;
  readonly video: MediaStreamTrack | null;
  readonly problems: MediaView['problems'];
}

const KEYS = { audio: 'frontdesk.microphone', video: 'frontdesk.camera' } as const;

/** Asked of every camera, as wishes: one that has less is opened with what it has. */
export const FULL_PICTURE: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
  facingMode: 'user',
};
/**
 * The same view at a quarter of the pixels. A sender begins at about 300 kbit/s whatever the line is, and drops the
 * frames of a large picture until it knows better: from accept to first frame that was 480 ms, and is 280 with this.
 */
const QUICK_PICTURE: MediaTrackConstraints = { ...FULL_PICTURE, width: { ideal: 640 }, height: { ideal: 360 } };
const SOUND: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/**
 * Cameras and microphones: which there are, which one the person chose, and opening them.
 *
 * A choice is kept by id and by label: browsers make new ids when a person clears the site's data.
 */
export class Devices {
  readonly view: Store<DevicesView>;
  readonly #view: WritableStore<DevicesView>;
  readonly #source: MediaSource | null;
  readonly #keep: Keep;

  constructor(source: MediaSource | null = browserSource(), keep: Keep = browserKeep()) {
    this.#source = source;
    this.#keep = keep;
    this.#view = new WritableStore<DevicesView>({ cameras: [], microphones: [], cameraId: null, microphoneId: null });
    this.view = this.#view;
  }

  /** Follows plugging in and out, until the returned function is called. */
  start(): () => void {
    const refresh = (): void => void this.refresh();
    this.#source?.addEventListener('devicechange', refresh);
    refresh();
    return () => this.#source?.removeEventListener('devicechange', refresh);
  }

  /** Lists the devices anew. Labels and ids are empty until the person has granted access once. */
  async refresh(): Promise<void> {
    const found = await this.#source?.enumerateDevices().catch(() => []);
    const cameras = choices(found ?? [], 'videoinput');
    const microphones = choices(found ?? [], 'audioinput');
    this.#view.set({
      cameras,
      microphones,
      cameraId: this.#chosen('video', cameras),
      microphoneId: this.#chosen('audio', microphones),
    });
  }

  /** Prefers this device from now on; what is open already stays as it is. */
  choose(kind: DeviceKind, deviceId: string): void {
    const { cameras, microphones } = this.#view.get();
    const device = (kind === 'video' ? cameras : microphones).find((choice) => choice.deviceId === deviceId);
    this.#keep.write(KEYS[kind], { deviceId, label: device?.label ?? '' });
    this.#view.patch(kind === 'video' ? { cameraId: deviceId } : { microphoneId: deviceId });
  }

  /** Opens what can be opened; never throws. The failure of one kind does not lose the other. */
  async open(request: OpenRequest): Promise<Opened> {
    const source = this.#source;
    if (!source) return nothing(request, globalThis.isSecureContext === false ? 'insecure' : 'unsupported');
    if (!request.audio && !request.video) return nothing(request, 'failed');
    const opened = await this.#openAll(source, request);
    // The first grant is what makes a browser tell labels.
    if (this.#isUnlabeled()) void this.refresh();
    return opened;
  }

  async #openAll(source: MediaSource, request: OpenRequest): Promise<Opened> {
    // Both at once, so that a browser asks the person one question.
    if (request.audio && request.video) {
      const both = await source.getUserMedia(this.#constraints(request, true)).catch(() => null);
      if (both) return { ...tracksOf(both), problems: { audio: null, video: null } };
    }
    const audio = request.audio ? await this.#openOne(source, { ...request, video: false }) : null;
    const video = request.video ? await this.#openOne(source, { ...request, audio: false }) : null;
    return {
      audio: typeof audio === 'string' ? null : (audio?.getAudioTracks()[0] ?? null),
      video: typeof video === 'string' ? null : (video?.getVideoTracks()[0] ?? null),
      problems: {
        audio: typeof audio === 'string' ? audio : null,
        video: typeof video === 'string' ? video : null,
      },
    };
  }

  async #openOne(source: MediaSource, request: OpenRequest): Promise<MediaStream | DeviceProblem> {
    try {
      return await source.getUserMedia(this.#constraints(request, true));
    } catch (error) {
      const problem = deviceProblem(error);
      // The chosen device may be gone or taken while another one would do.
      const mayBeOther = problem === 'not_found' || problem === 'in_use';
      if (!mayBeOther || request.only !== undefined) return problem;
    }
    return source.getUserMedia(this.#constraints(request, false)).catch(deviceProblem);
  }

  #constraints({ audio, video, avoid, isQuick, only }: OpenRequest, isExact: boolean): MediaStreamConstraints {
    const { cameraId, microphoneId } = this.#view.get();
    const id = (chosen: string | null): MediaTrackConstraints => {
      const wanted = only ?? chosen;
      return isExact && wanted && wanted !== avoid ? { deviceId: { exact: wanted } } : {};
    };
    return {
      audio: audio && { ...SOUND, ...id(microphoneId) },
      video: video && { ...(isQuick ? QUICK_PICTURE : FULL_PICTURE), ...id(cameraId) },
    };
  }

  #chosen(kind: DeviceKind, there: readonly DeviceChoice[]): string | null {
    const kept = asChoice(this.#keep.read(KEYS[kind]));
    if (!kept) return null;
    const byId = there.find((device) => device.deviceId === kept.deviceId);
    const byLabel = kept.label === '' ? undefined : there.find((device) => device.label === kept.label);
    return (byId ?? byLabel)?.deviceId ?? null;
  }

  #isUnlabeled(): boolean {
    const { cameras, microphones } = this.#view.get();
    const all = [...cameras, ...microphones];
    return all.length === 0 || all.some((device) => device.label === '');
  }
}

function browserSource(): MediaSource | null {
  return globalThis.navigator?.mediaDevices ?? null;
}

function choices(devices: readonly MediaDeviceInfo[], kind: MediaDeviceKind): DeviceChoice[] {
  return devices
    .filter((device) => device.kind === kind && device.deviceId !== '')
    .map(({ deviceId, label }) => ({ deviceId, label }));
}

function asChoice(value: unknown): DeviceChoice | null {
  if (typeof value !== 'object' || value === null) return null;
  const { deviceId, label } = value as Record<string, unknown>;
  return typeof deviceId === 'string' && typeof label === 'string' ? { deviceId, label } : null;
}

function tracksOf(stream: MediaStream): Pick<Opened, 'audio' | 'video'> {
  return { audio: stream.getAudioTracks()[0] ?? null, video: stream.getVideoTracks()[0] ?? null };
}

function nothing({ audio, video }: OpenRequest, problem: DeviceProblem): Opened {
  return { audio: null, video: null, problems: { audio: audio ? problem : null, video: video ? problem : null } };
}
