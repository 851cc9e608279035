import type { DeviceChoice, DevicesView } from '../views.js';
import { type ChosenKind, sameDevice } from './Devices.js';
import type { DeviceKind } from './deviceProblem.js';

/** What is used or wanted of each kind. */
export type PerKind = Readonly<Record<ChosenKind, DeviceChoice | null>>;

/** What a call has at this moment. */
export interface Present {
  /** Null where nothing is open. */
  readonly inUse: PerKind;
  /** What the person chose, or used until it was pulled out. */
  readonly wanted: PerKind;
  /** Kinds that were pulled out, with nothing to take their place. */
  readonly missing?: readonly ChosenKind[];
}

/** What to do about a change of the list. */
export type DeviceStep =
  /** The one that the person wants is back. */
  | { readonly type: 'take'; readonly kind: ChosenKind; readonly device: DeviceChoice }
  /** What the system takes by itself is another device now; `label` is that one's. */
  | { readonly type: 'follow'; readonly kind: DeviceKind; readonly label: string }
  /** The chosen speaker went away; the browser plays on the system's. Microphone and camera tell their end themselves. */
  | { readonly type: 'lost'; readonly kind: 'speaker'; readonly device: DeviceChoice }
  /** A new device, with the kinds that it brings. */
  | { readonly type: 'offer'; readonly devices: Partial<Readonly<Record<ChosenKind, DeviceChoice>>> };

const KINDS = ['audio', 'video', 'speaker'] as const;
/** Chromium lists the system's choice once more under this id, and the one for calls on Windows under the other. */
const DEFAULT = 'default';
const ALIASES = [DEFAULT, 'communications'];

/**
 * The rules of plugging in and out (P15): what one wanted is taken again; what is new is offered and never taken; a
 * system's own choice is followed by those who left the choice to it.
 */
export function deviceChange(
  before: DevicesView,
  after: DevicesView,
  { inUse, wanted, missing = [] }: Present,
): readonly DeviceStep[] {
  // Before the first grant a list has no labels, and what it gets with it is not new.
  if (!KINDS.some((kind) => listOf(before, kind).some(({ label }) => label !== ''))) return [];
  const steps: DeviceStep[] = [];
  const offered: Partial<Record<ChosenKind, DeviceChoice>> = {};
  for (const kind of KINDS) {
    const want = wanted[kind];
    const used = inUse[kind];
    const followed = kind === 'speaker' || used?.deviceId !== DEFAULT ? [] : defaultChanged(before, after, kind);
    steps.push(...followed);
    for (const device of arrivals(before, after, kind)) {
      if (want && sameDevice([device], want)) {
        const isElsewhere = used ? !sameDevice([device], used) : missing.includes(kind);
        if (isElsewhere && followed.length === 0) steps.push({ type: 'take', kind, device });
      } else if (isPartOf(offered, device)) offered[kind] = device;
    }
    if (kind === 'speaker') steps.push(...lostSpeaker(before, after));
  }
  const isTaken = steps.some((step) => step.type === 'take' && isPartOf(offered, step.device));
  if (Object.keys(offered).length > 0 && !isTaken) steps.push({ type: 'offer', devices: offered });
  return steps;
}

function listOf(view: DevicesView, kind: ChosenKind): readonly DeviceChoice[] {
  return kind === 'audio' ? view.microphones : kind === 'video' ? view.cameras : view.speakers;
}

function arrivals(before: DevicesView, after: DevicesView, kind: ChosenKind): readonly DeviceChoice[] {
  const known = listOf(before, kind);
  return listOf(after, kind).filter((device) => !ALIASES.includes(device.deviceId) && !sameDevice(known, device));
}

/** One notice tells of one thing: the parts of a headset belong together, two things that come at once do not. */
function isPartOf(offered: Partial<Record<ChosenKind, DeviceChoice>>, device: DeviceChoice): boolean {
  const others = Object.values(offered);
  return others.every((other) => other.label === device.label || (other.groupId && other.groupId === device.groupId));
}

function lostSpeaker(before: DevicesView, after: DevicesView): readonly DeviceStep[] {
  const device = before.speakers.find(({ deviceId }) => deviceId === before.speakerId);
  if (!device || ALIASES.includes(device.deviceId) || sameDevice(after.speakers, device)) return [];
  return [{ type: 'lost', kind: 'speaker', device }];
}

function defaultChanged(before: DevicesView, after: DevicesView, kind: DeviceKind): readonly DeviceStep[] {
  const [was, is] = [before, after].map((view) => listOf(view, kind).find(({ deviceId }) => deviceId === DEFAULT));
  if (!was || !is || was.label === is.label) return [];
  return [{ type: 'follow', kind, label: plainLabel(is.label) }];
}

/** Without Chromium's "Default - " in front, in whatever language it is. */
export function plainLabel(label: string): string {
  return label.replace(/^[\p{L} ]+ - /u, '');
}
