import type { MediaKinds } from '@frontdesk/protocol';
import { type Store, WritableStore } from '../Store.js';
import type { DeviceProblem, MediaView } from '../views.js';
import { type Devices, FULL_PICTURE, type Opened, type OpenRequest } from './Devices.js';
import type { DeviceKind } from './deviceProblem.js';

/** What this side has to send. */
export interface LocalView extends Pick<MediaView, 'local' | 'allowed' | 'problems' | 'isOpening'> {
  readonly sending: MediaKinds;
}

/** What the devices give, by kind; null where there is nothing (yet). */
export type LocalTracks = Readonly<Record<DeviceKind, MediaStreamTrack | null>>;

/** What became of a change of one's own media. */
export type MediaResult = { readonly ok: true } | { readonly ok: false; readonly problem: DeviceProblem };

export interface LocalMediaPorts {
  readonly devices: Pick<Devices, 'open'>;
  /** A track has taken another's place, or gone. */
  readonly onTrack: (kind: DeviceKind, track: MediaStreamTrack | null) => void;
}

const KINDS = ['audio', 'video'] as const;
const BOTH: MediaKinds = { audio: true, video: true };
const NEITHER: MediaKinds = { audio: false, video: false };
const NO_VIEW: LocalView = {
  local: null,
  sending: NEITHER,
  allowed: BOTH,
  problems: { audio: null, video: null },
  isOpening: false,
};

/**
 * One's own camera and microphone during a call.
 *
 * A camera that is off is closed, so that its light goes out; a muted microphone stays open, so that it is back at
 * once.
 */
export class LocalMedia {
  readonly view: Store<LocalView>;
  readonly #view = new WritableStore<LocalView>(NO_VIEW);
  readonly #ports: LocalMediaPorts;
  #tracks: LocalTracks = { audio: null, video: null };
  #isMuted = false;
  #wantsVideo = false;
  #isSharp = false;
  #allowed: MediaKinds = BOTH;
  #problems: MediaView['problems'] = NO_VIEW.problems;
  /** Grows with each decision about a kind: what an older one opened is stopped when it comes. */
  readonly #turns = { audio: 0, video: 0 };
  /** What is being opened, for what goes on: a question that nobody answers may outlive its call. */
  readonly #openings = new Set<object>();

  constructor(ports: LocalMediaPorts) {
    this.#ports = ports;
    this.view = this.#view;
  }

  get tracks(): LocalTracks {
    return this.#tracks;
  }

  /** Whether a device is being opened: what is sent is about to change. */
  get isOpening(): boolean {
    return this.#openings.size > 0;
  }

  get isMuted(): boolean {
    return this.#isMuted;
  }

  /** Whether the person wants to be seen, also while the camera is being opened or cannot be. */
  get wantsVideo(): boolean {
    return this.#wantsVideo;
  }

  /** Opens what is asked for and allowed; resolves when the devices have answered. */
  open(kinds: MediaKinds, isMuted = false): Promise<void> {
    this.#isMuted = isMuted;
    this.#wantsVideo = kinds.video;
    const { audio, video } = this.#allowed;
    return this.#open({ audio: kinds.audio && audio, video: kinds.video && video, isQuick: true });
  }

  /**
   * Raises the small picture that the call began with, also of a camera that is still being opened. One that cannot, or
   * will not, goes on as it is.
   */
  sharpen(): void {
    this.#isSharp = true;
    this.#tracks.video?.applyConstraints(FULL_PICTURE).catch(() => undefined);
  }

  /** What this side may send in this call; what is open beyond that is closed. */
  allow(allowed: MediaKinds): void {
    this.#allowed = allowed;
    for (const kind of KINDS) {
      if (!allowed[kind]) this.#drop(kind);
    }
    this.#publish();
  }

  async setMuted(isMuted: boolean): Promise<MediaResult> {
    this.#isMuted = isMuted;
    if (this.#tracks.audio) this.#tracks.audio.enabled = !isMuted;
    this.#publish();
    if (isMuted || this.#tracks.audio) return { ok: true };
    return this.#openKind('audio');
  }

  async setVideo(on: boolean): Promise<MediaResult> {
    this.#wantsVideo = on;
    if (on) return this.#tracks.video ? { ok: true } : this.#openKind('video');
    this.#drop('video');
    this.#problems = { ...this.#problems, video: null };
    this.#publish();
    return { ok: true };
  }

  /**
   * Opens this device in place of the present one, if one is open. Many phones open one camera at a time: there the
   * present one makes way, and is opened again if that did not help.
   */
  async change(kind: DeviceKind, deviceId: string): Promise<MediaResult> {
    const before = this.#tracks[kind];
    if (!before) return { ok: true };
    const changed = await this.#tryOnly(kind, deviceId);
    if (changed !== 'in_use' || this.#tracks[kind] !== before) return resultOf(changed);
    before.stop();
    const again = await this.#tryOnly(kind, deviceId);
    if (again === null || again === 'superseded') return resultOf(again);
    const backTo = before.getSettings().deviceId;
    const back = await (backTo === undefined ? this.#openKind(kind) : this.#tryOnly(kind, backTo));
    if (back === 'superseded') return resultOf(back);
    this.#problems = { ...this.#problems, [kind]: again };
    this.#publish();
    return resultOf(again);
  }

  /** Opens anew what the person wants open, muted or not: the device gives nothing any more, or another is due. */
  async reopen(kind: DeviceKind): Promise<MediaResult> {
    return kind === 'video' && !this.#wantsVideo ? { ok: true } : this.#openKind(kind);
  }

  /** Stops everything. */
  close(): void {
    for (const kind of KINDS) this.#drop(kind);
    this.#openings.clear();
    this.#isMuted = false;
    this.#wantsVideo = false;
    this.#isSharp = false;
    this.#allowed = BOTH;
    this.#problems = NO_VIEW.problems;
    this.#view.set(NO_VIEW);
  }

  async #openKind(kind: DeviceKind, which: Pick<OpenRequest, 'avoid' | 'only'> = {}): Promise<MediaResult> {
    if (!this.#allowed[kind]) return { ok: false, problem: 'denied' };
    await this.#open({ audio: kind === 'audio', video: kind === 'video', ...which });
    return resultOf(this.#problems[kind]);
  }

  /** The problem, if any; or that another decision about this kind has come in between. */
  async #tryOnly(kind: DeviceKind, only: string): Promise<DeviceProblem | 'superseded' | null> {
    const opening = this.#openKind(kind, { only });
    const turn = this.#turns[kind];
    const result = await opening;
    if (turn !== this.#turns[kind]) return 'superseded';
    return result.ok ? null : result.problem;
  }

  async #open(kinds: OpenRequest): Promise<void> {
    if (!kinds.audio && !kinds.video) return;
    const turns = { ...this.#turns };
    for (const kind of KINDS) {
      if (kinds[kind]) turns[kind] = this.#turns[kind] += 1;
    }
    const opening = {};
    this.#openings.add(opening);
    this.#publish();
    const opened = await this.#ports.devices.open(kinds);
    for (const kind of KINDS) {
      if (!kinds[kind]) continue;
      if (this.#turns[kind] === turns[kind] && this.#allowed[kind]) this.#put(kind, opened);
      else opened[kind]?.stop();
    }
    if (kinds.isQuick && this.#isSharp) this.sharpen();
    // Not before all that came of it is in its place: what is sent is told once.
    this.#openings.delete(opening);
    this.#publish();
  }

  #put(kind: DeviceKind, opened: Opened): void {
    const track = opened[kind];
    this.#problems = { ...this.#problems, [kind]: opened.problems[kind] };
    // A device that cannot be opened does not take the one that works away.
    if (!track && this.#tracks[kind]?.readyState === 'live') return;
    this.#tracks[kind]?.stop();
    if (track && kind === 'audio') track.enabled = !this.#isMuted;
    track?.addEventListener('ended', () => void this.#vanished(kind, track));
    this.#replace(kind, track);
  }

  /** Unplugged, or the permission was taken back: another device takes over, or the problem is told. */
  async #vanished(kind: DeviceKind, track: MediaStreamTrack): Promise<void> {
    if (this.#tracks[kind] !== track) return;
    this.#replace(kind, null);
    this.#publish();
    const avoid = track.getSettings().deviceId;
    await this.#openKind(kind, avoid === undefined ? {} : { avoid });
  }

  #drop(kind: DeviceKind): void {
    this.#turns[kind] += 1;
    this.#tracks[kind]?.stop();
    if (this.#tracks[kind]) this.#replace(kind, null);
  }

  #replace(kind: DeviceKind, track: MediaStreamTrack | null): void {
    this.#tracks = { ...this.#tracks, [kind]: track };
    this.#ports.onTrack(kind, track);
  }

  #publish(): void {
    const { audio, video } = this.#tracks;
    const before = this.#view.get();
    const tracks = [audio, video].filter((track) => track !== null);
    const isSame = before.local !== null && sameTracks(before.local.getTracks(), tracks);
    this.#view.set({
      local: isSame ? before.local : tracks.length === 0 ? null : new MediaStream(tracks),
      sending: { audio: audio !== null && !this.#isMuted, video: video !== null },
      allowed: this.#allowed,
      problems: this.#problems,
      isOpening: this.isOpening,
    });
  }
}

function resultOf(problem: DeviceProblem | 'superseded' | null): MediaResult {
  if (problem === null) return { ok: true };
  return { ok: false, problem: problem === 'superseded' ? 'failed' : problem };
}

function sameTracks(one: readonly MediaStreamTrack[], two: readonly MediaStreamTrack[]): boolean {
  return one.length === two.length && one.every((track) => two.includes(track));
}
