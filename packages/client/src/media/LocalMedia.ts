import type { MediaKinds } from '@frontdesk/protocol';
import { type Store, WritableStore } from '../Store.js';
import type { DeviceProblem, MediaView } from '../views.js';
import type { Devices, Opened } from './Devices.js';
import type { DeviceKind } from './deviceProblem.js';
import type { LocalTracks } from './LinkConnection.js';

/** What this side has to send. */
export type LocalView = Pick<MediaView, 'local' | 'sending' | 'allowed' | 'problems'>;

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
const NO_VIEW: LocalView = { local: null, sending: NEITHER, allowed: BOTH, problems: { audio: null, video: null } };

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
  #allowed: MediaKinds = BOTH;
  #problems: MediaView['problems'] = NO_VIEW.problems;
  /** Grows with each decision about a kind: what an older one opened is stopped when it comes. */
  readonly #turns = { audio: 0, video: 0 };
  #pending = 0;

  constructor(ports: LocalMediaPorts) {
    this.#ports = ports;
    this.view = this.#view;
  }

  get tracks(): LocalTracks {
    return this.#tracks;
  }

  /** Whether a device is being opened: what is sent is about to change. */
  get isOpening(): boolean {
    return this.#pending > 0;
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
    return this.#open({ audio: kinds.audio && this.#allowed.audio, video: kinds.video && this.#allowed.video });
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

  /** Opens the newly chosen device in place of the present one, if one is open. */
  async change(kind: DeviceKind): Promise<MediaResult> {
    return this.#tracks[kind] ? this.#openKind(kind) : { ok: true };
  }

  /** Stops everything. */
  close(): void {
    for (const kind of KINDS) this.#drop(kind);
    this.#isMuted = false;
    this.#wantsVideo = false;
    this.#allowed = BOTH;
    this.#problems = NO_VIEW.problems;
    this.#view.set(NO_VIEW);
  }

  async #openKind(kind: DeviceKind, avoid?: string): Promise<MediaResult> {
    if (!this.#allowed[kind]) return { ok: false, problem: 'denied' };
    await this.#open({ audio: kind === 'audio', video: kind === 'video' }, avoid);
    const problem = this.#problems[kind];
    return problem ? { ok: false, problem } : { ok: true };
  }

  async #open(kinds: MediaKinds, avoid?: string): Promise<void> {
    if (!kinds.audio && !kinds.video) return;
    const turns = { ...this.#turns };
    for (const kind of KINDS) {
      if (kinds[kind]) turns[kind] = this.#turns[kind] += 1;
    }
    this.#pending += 1;
    const opened = await this.#ports.devices.open(avoid === undefined ? kinds : { ...kinds, avoid });
    this.#pending -= 1;
    for (const kind of KINDS) {
      if (!kinds[kind]) continue;
      if (this.#turns[kind] === turns[kind] && this.#allowed[kind]) this.#put(kind, opened);
      else opened[kind]?.stop();
    }
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
    await this.#openKind(kind, track.getSettings().deviceId);
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
    });
  }
}

function sameTracks(one: readonly MediaStreamTrack[], two: readonly MediaStreamTrack[]): boolean {
  return one.length === two.length && one.every((track) => two.includes(track));
}
