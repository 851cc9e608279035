import type { Clock } from '../Clock.js';
import { type Store, WritableStore } from '../Store.js';
import type { DeviceChoice, DeviceNotice, DevicesView } from '../views.js';
import { type ChosenKind, type Devices, sameDevice } from './Devices.js';
import { type DeviceStep, deviceChange, type PerKind, plainLabel } from './deviceChange.js';
import type { DeviceKind } from './deviceProblem.js';
import type { MediaResult } from './LocalMedia.js';

/**
 * How long an open device may give nothing, in ms, before the person is told: a phone mutes the microphone for the
 * moment in which it takes a call or listens to its assistant, and often gives it back (P14).
 */
export const SILENCED_MS = 3_000;
/** How long a page that is shown again waits for the system to give a device back by itself, in ms. */
export const FOREGROUND_MS = 1_000;

export interface DeviceWatchPorts {
  readonly devices: Pick<Devices, 'view' | 'choose' | 'choiceOf'>;
  readonly clock: Clock;
  /** Changes to this device and prefers it. */
  readonly use: (kind: DeviceKind, deviceId: string) => Promise<MediaResult>;
  /** Opens what the call should have of this kind anew. */
  readonly reopen: (kind: DeviceKind) => Promise<MediaResult>;
}

/** What a screen shows of devices that come and go, and the one thing that can be done about it. */
export interface DeviceNotices {
  readonly view: Store<DeviceNotice | null>;
  readonly act: () => void;
  readonly dismiss: () => void;
}

const NOBODY: Record<ChosenKind, DeviceChoice | null> = { audio: null, video: null, speaker: null };

/** Follows plugging in and out during a call, by the rules of {@link deviceChange}, and says what it did (P14, P15). */
export class DeviceWatch implements DeviceNotices {
  readonly view: Store<DeviceNotice | null>;
  readonly #view = new WritableStore<DeviceNotice | null>(null);
  readonly #ports: DeviceWatchPorts;
  readonly #open: { audio: MediaStreamTrack | null; video: MediaStreamTrack | null } = { audio: null, video: null };
  /** What was in use until it was pulled out, until the person chooses otherwise. */
  #lost = { ...NOBODY };
  /** What has just ended by itself and nothing has replaced yet. */
  readonly #ended: { audio: DeviceChoice | null; video: DeviceChoice | null } = { audio: null, video: null };
  #list: DevicesView;
  #act: () => void = () => undefined;

  constructor(ports: DeviceWatchPorts) {
    this.#ports = ports;
    this.view = this.#view;
    this.#list = ports.devices.view.get();
    ports.devices.view.subscribe(() => this.#listed(ports.devices.view.get()));
  }

  /** The present call opened this track, or has none of this kind any more. */
  readonly follow = (kind: DeviceKind, track: MediaStreamTrack | null): void => {
    this.#open[kind] = track;
    const gone = this.#ended[kind];
    if (track) this.#watch(kind, track);
    if (!gone) return;
    this.#ended[kind] = null;
    this.#lost[kind] = gone;
    // That nothing took its place is a problem, and shown as one.
    if (track) this.#show({ type: 'lost', kind, label: gone.label, now: plainLabel(track.label), canAct: false });
  };

  /** The person has picked a device: what was lost is not wanted any more, and the notice has been read. */
  readonly picked = (kind: ChosenKind): void => {
    this.#lost[kind] = null;
    this.dismiss();
  };

  /** The page is shown again: what the system did not give back meanwhile is opened anew. */
  readonly wake = (): void => {
    this.#ports.clock.after(FOREGROUND_MS, () => {
      for (const kind of ['audio', 'video'] as const) {
        if (this.#open[kind]?.muted) void this.#ports.reopen(kind);
      }
    });
  };

  /** The call is over. */
  readonly reset = (): void => {
    this.#lost = { ...NOBODY };
    this.#open.audio = this.#open.video = this.#ended.audio = this.#ended.video = null;
    this.dismiss();
  };

  readonly act = (): void => {
    const act = this.#act;
    this.dismiss();
    act();
  };

  readonly dismiss = (): void => {
    this.#act = () => undefined;
    this.#view.set(null);
  };

  #watch(kind: DeviceKind, track: MediaStreamTrack): void {
    const isHere = (): boolean => this.#open[kind] === track || this.#open[kind] === null;
    track.addEventListener('ended', () => {
      if (isHere()) this.#ended[kind] = choiceOf(track);
    });
    track.addEventListener('mute', () => {
      this.#ports.clock.after(SILENCED_MS, () => {
        if (track.muted && track.readyState === 'live' && this.#open[kind] === track) this.#silenced(kind, track);
      });
    });
    track.addEventListener('unmute', () => {
      const shown = this.#view.get();
      if (shown?.type === 'interrupted' && shown.kind === kind) this.dismiss();
    });
  }

  #silenced(kind: DeviceKind, track: MediaStreamTrack): void {
    this.#show({ type: 'interrupted', kind, label: plainLabel(track.label), now: null, canAct: true }, () => {
      void this.#ports.reopen(kind);
    });
  }

  #listed(list: DevicesView): void {
    const before = this.#list;
    this.#list = list;
    const missing = (['audio', 'video'] as const).filter((kind) => this.#lost[kind] && !this.#open[kind]);
    // Outside a call nothing is open, and the next one opens what is there by then.
    if (!this.#open.audio && !this.#open.video && missing.length === 0) return;
    const { devices } = this.#ports;
    const wanted = (kind: ChosenKind): DeviceChoice | null => this.#lost[kind] ?? devices.choiceOf(kind);
    const used = { audio: choiceOf(this.#open.audio), video: choiceOf(this.#open.video), speaker: speakerOf(list) };
    const steps = deviceChange(before, list, {
      inUse: used,
      wanted: { audio: wanted('audio'), video: wanted('video'), speaker: wanted('speaker') },
      missing,
    });
    for (const step of steps) void this.#take(step, used);
  }

  async #take(step: DeviceStep, used: PerKind): Promise<void> {
    if (step.type === 'offer') return this.#offer(step.devices);
    if (step.type === 'lost') {
      return this.#show({ type: 'lost', kind: 'speaker', label: step.device.label, now: null, canAct: false });
    }
    if (step.type === 'follow') {
      const followed = await this.#ports.reopen(step.kind);
      if (followed.ok) this.#show({ ...step, type: 'default_changed', now: null, canAct: false });
      return;
    }
    const { kind, device } = step;
    const before = used[kind];
    if (!(await this.#use(kind, device.deviceId))) return;
    this.#lost[kind] = null;
    const notice = {
      type: 'returned',
      kind,
      label: plainLabel(device.label),
      now: null,
      canAct: before !== null,
    } as const;
    this.#show(notice, () => before && void this.#use(kind, before.deviceId));
  }

  #offer(devices: Extract<DeviceStep, { type: 'offer' }>['devices']): void {
    const [first] = Object.values(devices);
    if (!first) return;
    const { audio, video, speaker } = devices;
    const kind = audio && speaker ? 'headset' : audio ? 'audio' : video ? 'video' : 'speaker';
    this.#show({ type: 'plugged', kind, label: plainLabel(first.label), now: null, canAct: true }, () => {
      for (const each of ['audio', 'video', 'speaker'] as const) {
        const device = devices[each];
        if (device) void this.#use(each, device.deviceId);
      }
    });
  }

  async #use(kind: ChosenKind, deviceId: string): Promise<boolean> {
    if (kind === 'speaker') {
      this.#ports.devices.choose('speaker', deviceId);
      return true;
    }
    const isOpen = this.#open[kind] !== null;
    const used = await this.#ports.use(kind, deviceId);
    return used.ok && (isOpen || (await this.#ports.reopen(kind)).ok);
  }

  #show(notice: DeviceNotice, act: () => void = () => undefined): void {
    // A headset that comes or goes is told once, not once for its microphone and once for its speaker.
    const shown = this.#view.get();
    const isSame = shown?.type === notice.type && shown.label === notice.label && shown.kind !== notice.kind;
    this.#act = act;
    this.#view.set(isSame ? { ...notice, kind: 'headset', now: notice.now ?? shown.now } : notice);
  }
}

function choiceOf(track: MediaStreamTrack): DeviceChoice;
function choiceOf(track: MediaStreamTrack | null): DeviceChoice | null;
function choiceOf(track: MediaStreamTrack | null): DeviceChoice | null {
  return track && { deviceId: track.getSettings().deviceId ?? '', label: plainLabel(track.label) };
}

/** The speaker that plays: the chosen one, or the system's own. */
function speakerOf(list: DevicesView): DeviceChoice {
  const { speakers, speakerId } = list;
  return sameDevice(speakers, { deviceId: speakerId ?? '', label: '' }) ?? { deviceId: 'default', label: '' };
}
