import type { CallView, ConnectionView, DevicesView, MediaView, MissedCall } from '@frontdesk/client';
import type { CallSnapshot, PartySnapshot, PresentUser, User, Wait } from '@frontdesk/protocol';
import { LOOKS, portrait } from './portraits.js';

/** When the gallery was opened; all its times hang on it. */
export const NOW = Date.now();

const LONG_NAME = 'Dr. Wilhelmina-Charlotte von Hohenstein-Rechtsschutzversicherungsgesellschaft jr.';

function user(userId: string, name: string): User {
  return { userId, name, role: 'caller' };
}

export const ADA = user('guest-7f3k9m2q', 'Ada Lindqvist');
export const BEN = user('guest-2c8x5t1d', 'Ben Okafor');
export const LONG = user('guest-9z4w7r6e', LONG_NAME);

function present(who: User, status: PresentUser['status'] = 'available'): PresentUser {
  return { ...who, status };
}

export const PEOPLE: readonly PresentUser[] = [
  present(BEN),
  present(user('guest-5h2p8v3n', 'Carmen Vidal')),
  present(user('guest-1k6j4s9b', 'Elena Petrova'), 'busy'),
  present(user('guest-8q3m7c5x', '李晓明')),
  present(user('guest-6d9f2g4t', 'Tomasz Zieliński')),
];

export const MANY: readonly PresentUser[] = [
  ...PEOPLE,
  present(LONG, 'busy'),
  present(user('guest-3b7n1y8u', 'Carmen Vidal')),
  present(user('guest-0e5r2w6i', 'Noor al-Hadid')),
  present(user('guest-4o8a9l3z', 'Søren Ågård')),
  present(user('guest-7x1v6k2j', 'Grace Mbeki'), 'busy'),
  present(user('guest-2h4g8f5d', 'Jun Watanabe')),
];

export const MISSED: readonly MissedCall[] = [
  {
    callId: 'm1',
    from: user('guest-6d9f2g4t', 'Tomasz Zieliński'),
    at: NOW - 4 * 60_000,
    kinds: { audio: true, video: true },
  },
  { callId: 'm2', from: BEN, at: NOW - 26 * 60 * 60_000, kinds: { audio: true, video: false } },
];

export function party(who: User): PartySnapshot {
  return { ...who, endpointId: null };
}

/** A call between two people, in any state. */
export function snapshot(caller: User, callee: User, fields: Partial<CallSnapshot> = {}): CallSnapshot {
  return {
    callId: 'c1',
    version: 2,
    state: 'ringing',
    caller: party(caller),
    callee: party(callee),
    flags: 3,
    param: 0,
    text: '',
    roomId: null,
    room: null,
    code: null,
    endedBy: null,
    requestedAt: NOW - 9_000,
    ringingAt: NOW - 9_000,
    startedAt: null,
    finishedAt: null,
    expiresAt: NOW + 36_000,
    ...fields,
  };
}

type InState<S extends CallView['state']> = Extract<CallView, { state: S }>;

export function outgoing(fields: Partial<InState<'outgoing'>> = {}): InState<'outgoing'> {
  return {
    state: 'outgoing',
    call: snapshot(ADA, BEN),
    other: party(BEN),
    reachable: true,
    since: NOW - 9_000,
    dialed: BEN.userId,
    said: { place: null, text: '', wait: null },
    ...fields,
  };
}

/** One waits for a service that only its business server knows by this name. */
export function waiting(place: number | null, text: string, wait: Wait | null = null): InState<'outgoing'> {
  const desk = { userId: 'claims desk', name: 'Claims desk', role: null, endpointId: null };
  const call = { ...snapshot(ADA, BEN, { state: 'waiting', ringingAt: null }), callee: desk };
  return outgoing({ call, other: desk, dialed: desk.userId, since: NOW - 187_000, said: { place, text, wait } });
}

export function started(other: User, fields: Partial<InState<'started'>> = {}): InState<'started'> {
  const call = snapshot(ADA, other, { state: 'started', roomId: 7, startedAt: NOW - 754_000 });
  return {
    state: 'started',
    call,
    side: 'caller',
    other: party(other),
    reachable: true,
    since: NOW - 754_000,
    ...fields,
  };
}

export function ended(code: number, fields: Partial<InState<'ended'>> = {}): InState<'ended'> {
  return {
    state: 'ended',
    call: snapshot(ADA, BEN, { state: 'finished', code }),
    side: 'caller',
    other: BEN,
    code,
    endedBy: 'callee',
    text: '',
    wasWaiting: false,
    talkedMs: null,
    kinds: { audio: true, video: true },
    ...fields,
  };
}

const BOTH = { audio: true, video: true, screen: false };

/** The media of a good video call, with drawn people. */
export function media(fields: Partial<MediaView> = {}): MediaView {
  const isUpright = innerHeight > innerWidth;
  return {
    link: 'connected',
    isAgreed: true,
    local: portrait(LOOKS.ada, 640, 480),
    remote: isUpright ? portrait(LOOKS.ben, 720, 1080) : portrait(LOOKS.ben, 1280, 720),
    remoteScreen: null,
    sending: BOTH,
    receiving: BOTH,
    allowed: BOTH,
    problems: { audio: null, video: null },
    isOpening: false,
    ...fields,
  };
}

export const DEVICES: DevicesView = {
  cameras: [
    { deviceId: 'cam1', label: 'FaceTime HD Camera' },
    { deviceId: 'cam2', label: 'Logitech BRIO (046d:085e)' },
  ],
  microphones: [{ deviceId: 'mic1', label: 'Jabra Evolve2 65 Mono' }],
  speakers: [{ deviceId: 'spk1', label: 'Jabra Evolve2 65 Mono' }],
  cameraId: 'cam1',
  microphoneId: 'mic1',
  speakerId: 'spk1',
};

export const READY: ConnectionView = { state: 'ready', user: ADA, endpointId: '00000000-0000-4000-8000-000000000000' };
