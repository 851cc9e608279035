import { browserKeep, type Keep } from '../Keep.js';
import { type Store, WritableStore } from '../Store.js';
import type { DeviceChoice, DeviceProblem, DevicesView, MediaView } from '../views.js';
import { circumstancesOf } from './circumstances.js';
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

/** What a person chooses: where picture and sound come from, and where the sound goes. */
export type ChosenKind = DeviceKind | 'speaker';

const KEYS = { audio: 'frontdesk.microphone', video: 'frontdesk.camera', speaker: 'frontdesk.speaker' } as const;
const LISTS = { audio: 'microphones', video: 'cameras', speaker: 'speakers' } as const;
const IDS = { audio: 'microphoneId', video: 'cameraId', speaker: 'speakerId' } as const;

export const NO_DEVICES: DevicesView = {
  cameras: [],
  microphones: [],
  speakers: [],
  cameraId: null,
  microphoneId: null,
  speakerId: null,
};

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
const NO_PROBLEMS: Opened['problems'] = { audio: null, video: null };
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
    this.#view = new WritableStore<DevicesView>(NO_DEVICES);
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
    const speakers = canChooseSpeaker() ? choices(found ?? [], 'audiooutput') : [];
    this.#view.set({
      cameras,
      microphones,
      speakers,
      cameraId: this.#chosen('video', cameras),
      microphoneId: this.#chosen('audio', microphones),
      speakerId: this.#chosen('speaker', speakers),
    });
  }

  /** Prefers this device from now on; what is open already stays as it is. */
  choose(kind: ChosenKind, deviceId: string): void {
    const device = this.#view.get()[LISTS[kind]].find((choice) => choice.deviceId === deviceId);
    this.#keep.write(KEYS[kind], { deviceId, label: device?.label ?? '' });
    this.#view.patch({ [IDS[kind]]: deviceId });
  }

  /** What the person prefers, there or not. */
  choiceOf(kind: ChosenKind): DeviceChoice | null {
    return asChoice(this.#keep.read(KEYS[kind]));
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
    if (!request.audio || !request.video) return this.#openEach(source, request, NO_PROBLEMS);
    // Both at once, so that a browser asks the person one question.
    try {
      const both = await source.getUserMedia(this.#constraints(request, true));
      return { ...tracksOf(both), problems: NO_PROBLEMS };
    } catch (error) {
      return this.#openEach(source, request, await this.#dismissed(source, request, error));
    }
  }

  /** What is closed already is not asked again: Chrome asks no more at all after three questions that were closed. */
  async #openEach(source: MediaSource, request: OpenRequest, closed: Opened['problems']): Promise<Opened> {
    const one = (kind: DeviceKind, only: Partial<OpenRequest>) =>
      request[kind] ? (closed[kind] ?? this.#openOne(source, { ...request, ...only })) : null;
    const audio = await one('audio', { video: false });
    const video = await one('video', { audio: false });
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
      const problem = await this.#problemOf(source, request, error);
      // The chosen device may be gone or taken while another one would do.
      const mayBeOther = ['not_found', 'gone', 'in_use', 'aborted'].includes(problem);
      if (!mayBeOther || request.only !== undefined) return problem;
    }
    const again = source.getUserMedia(this.#constraints(request, false));
    return again.catch((error) => this.#problemOf(source, request, error));
  }

  /** The kinds whose question the person has just closed without an answer, if that is what failed. */
  async #dismissed(source: MediaSource, request: OpenRequest, error: unknown): Promise<Opened['problems']> {
    if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return NO_PROBLEMS;
    const isPicked = request.only !== undefined;
    const of = async (kind: DeviceKind) => {
      const circumstances = await circumstancesOf(kind, isPicked, () => source.enumerateDevices());
      // What is granted was not the question.
      return circumstances.permission === 'granted' ? null : deviceProblem(error, circumstances);
    };
    const [audio, video] = await Promise.all([of('audio'), of('video')]);
    // Where something else forbids one kind, nobody was asked for the other.
    const isDismissed = [audio, video].every((problem) => problem === null || problem === 'dismissed');
    return isDismissed ? { audio, video } : NO_PROBLEMS;
  }

  async #problemOf(source: MediaSource, request: OpenRequest, error: unknown): Promise<DeviceProblem> {
    const kind = request.video ? 'video' : 'audio';
    const isPicked = request.only !== undefined;
    return deviceProblem(error, await circumstancesOf(kind, isPicked, () => source.enumerateDevices()));
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

  #chosen(kind: ChosenKind, there: readonly DeviceChoice[]): string | null {
    const kept = this.choiceOf(kind);
    return kept && (sameDevice(there, kept)?.deviceId ?? null);
  }

  #isUnlabeled(): boolean {
    const { cameras, microphones } = this.#view.get();
    const all = [...cameras, ...microphones];
    return all.length === 0 || all.some((device) => device.label === '');
  }
}

/** The one of these that this is: by id, or by label, because clearing a site's data changes every id. */
export function sameDevice(there: readonly DeviceChoice[], wanted: DeviceChoice): DeviceChoice | undefined {
  const byId = there.find((device) => device.deviceId === wanted.deviceId);
  return byId ?? (wanted.label === '' ? undefined : there.find((device) => device.label === wanted.label));
}

/** Safari and phones play where the system says. */
function canChooseSpeaker(): boolean {
  return typeof HTMLMediaElement !== 'undefined' && 'setSinkId' in HTMLMediaElement.prototype;
}

function browserSource(): MediaSource | null {
  return globalThis.navigator?.mediaDevices ?? null;
}

function choices(devices: readonly MediaDeviceInfo[], kind: MediaDeviceKind): DeviceChoice[] {
  return devices
    .filter((device) => device.kind === kind && device.deviceId !== '')
    .map(({ deviceId, label, groupId = '' }) => ({ deviceId, label, groupId }));
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
