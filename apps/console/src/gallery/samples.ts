import type { CardView, NotesView, ReachView, StaffList } from '@frontdesk/client';
import type {
  Callback,
  CallRecord,
  CustomerCard,
  DeskTargets,
  QueueLine,
  RecordEvent,
  RecordRow,
  SeatView,
  User,
} from '@frontdesk/protocol';
import { NOW } from '@frontdesk/stage/samples';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const AMY: User = { userId: 'staff-k7m-29q', name: 'Amy Adeyemi', role: 'admin' };
export const CUSTOMER: User = { userId: 'guest-2c8x5t1d', name: 'Ben Okafor', role: 'caller' };

export function seat(fields: Partial<SeatView> = {}): SeatView {
  return {
    status: 'available',
    since: NOW - 7 * MINUTE - 12_000,
    wish: 'available',
    reason: null,
    callId: null,
    until: null,
    missed: 0,
    unreachable: null,
    calls: 14,
    ...fields,
  };
}

export const BREAKS = ['Lunch', 'Short break', 'Training'];

export const QUEUES: readonly QueueLine[] = [
  { queueId: 'support', name: 'Support', waiting: 3, since: NOW - 3 * MINUTE - 8_000, agents: 6 },
  { queueId: 'claims', name: 'Claims and damages', waiting: 1, since: NOW - 34_000, agents: 2 },
  { queueId: 'private-banking', name: 'Private banking', waiting: 0, since: null, agents: 3 },
];

export const CALLBACKS: readonly Callback[] = [
  callback('1', 'Carmen Vidal', '+34 600 123 456', 'After six, please: I work until then.', 42),
  callback('2', '李晓明', 'li.xiaoming@example.com', '', 95),
];

function callback(id: string, name: string, contact: string, note: string, minutes: number): Callback {
  const at = NOW - minutes * MINUTE;
  const number = `7C1${id}-90AB`;
  return {
    id,
    number,
    queueId: 'support',
    userId: `guest-${id}`,
    name,
    contact,
    note,
    form: [],
    at,
    state: 'open',
    doneBy: null,
    doneAt: null,
  };
}

const OK = { sound: 'ok', microphone: 'ok', line: 'ok', page: 'ok' } as const;

export function reach(fields: Partial<ReachView> = {}): ReachView {
  return { checks: OK, problem: null, isProving: false, unreachable: null, ...fields };
}

const EARLIER: CustomerCard['earlier'] = [
  {
    callId: 'e1',
    number: '55D0-11E2',
    at: NOW - 26 * HOUR,
    queue: 'Support',
    agent: 'Bea Novak',
    talkMs: 6 * MINUTE + 20_000,
    disposition: 'Follow-up needed',
    notes: 'Card declined abroad. Asked for a copy of the receipt; will call again.',
    stars: 4,
  },
  {
    callId: 'e2',
    number: '10AF-7B33',
    at: NOW - 40 * 24 * HOUR,
    queue: 'Support',
    agent: 'Amy Adeyemi',
    talkMs: 2 * MINUTE,
    disposition: 'Solved',
    notes: '',
    stars: 5,
  },
];

export function card(fields: Partial<CustomerCard> = {}): CustomerCard {
  return {
    callId: 'c1',
    number: 'A3F9-21C7',
    customer: { userId: CUSTOMER.userId, name: CUSTOMER.name },
    queue: { queueId: 'support', name: 'Support' },
    waitedMs: 2 * MINUTE + 14_000,
    form: [
      { label: 'name', value: 'Ben Okafor' },
      { label: 'topic', value: 'My card was declined in Lisbon yesterday, twice. Is it blocked?' },
      { label: 'Customer number', value: '4471 0032' },
    ],
    language: 'en',
    earlier: EARLIER,
    isEarlierKnown: true,
    from: null,
    notes: '',
    dispositions: ['Solved', 'Follow-up needed', 'Wrong department'],
    cannedTexts: [
      'Thank you for waiting. How can I help?',
      'I have sent you an email with all the details of what we have just discussed.',
      'You can reach us every day from 8 to 20.',
    ],
    ...fields,
  };
}

export const CARD_VIEW: CardView = { callId: 'c1', card: card() };
export const NOTES: NotesView = {
  callId: 'c1',
  text: 'Card blocked after two wrong PINs in Lisbon. Unblocked, new PIN by letter.',
  state: 'saved',
};

export const TARGETS: DeskTargets = {
  agents: [
    { userId: 'staff-1', name: 'Bea Novak', status: 'available', isReachable: true },
    { userId: 'staff-2', name: 'Chen Wei', status: 'inCall', isReachable: true },
    { userId: 'staff-3', name: 'Dario Fontana', status: 'break', isReachable: true },
    { userId: 'staff-4', name: 'Eszter Kovács', status: 'available', isReachable: false },
  ],
  queues: [
    { queueId: 'claims', name: 'Claims and damages', isOpen: true, waiting: 1, agents: 2 },
    { queueId: 'private-banking', name: 'Private banking', isOpen: false, waiting: 0, agents: 0 },
  ],
};

const AGENT = { userId: AMY.userId, name: AMY.name, role: 'agent' } as const;
const BEA = { userId: 'staff-1', name: 'Bea Novak', role: 'agent' } as const;
const SUPPORT = { userId: 'queue.support', name: 'queue.support', role: null } as const;

function row(at: number, name: string, fields: Partial<RecordRow> = {}): RecordRow {
  const requestedAt = NOW - at * MINUTE;
  const digits = (0xa3f921c7 - at * 7_919_113).toString(16).toUpperCase().padStart(8, '0');
  return {
    callId: `r${at}`,
    number: `${digits.slice(0, 4)}-${digits.slice(4, 8)}`,
    state: 'finished',
    caller: { userId: `guest-${at}`, name, role: 'caller' },
    callee: AGENT,
    agent: AGENT,
    queueId: 'support',
    room: null,
    requestedAt,
    startedAt: requestedAt + 40_000,
    finishedAt: requestedAt + 340_000,
    code: 0,
    endedBy: 'caller',
    waitMs: 40_000,
    ringMs: 6_000,
    talkMs: 300_000,
    holdMs: 20_000,
    wrapUpMs: 31_000,
    stars: null,
    disposition: 'Solved',
    hasChat: false,
    ...fields,
  };
}

export const RECORDS: readonly RecordRow[] = [
  row(9, 'Carmen Vidal', { stars: 5, hasChat: true, talkMs: 412_000 }),
  row(31, 'Tomasz Zieliński', { disposition: 'Follow-up needed', waitMs: 185_000, talkMs: 95_000 }),
  row(58, '李晓明', { startedAt: null, talkMs: null, agent: null, code: 100101, disposition: null, waitMs: 240_000 }),
  row(75, 'Grace Mbeki', { stars: 3, queueId: 'claims', agent: BEA, talkMs: 1_260_000, disposition: null }),
  row(92, 'Dr. Wilhelmina-Charlotte von Hohenstein', { code: 100106, endedBy: 'server', disposition: null }),
  row(1_510, 'Noor al-Hadid', { stars: 4, talkMs: 154_000 }),
];

const by = { userId: CUSTOMER.userId, name: CUSTOMER.name };
const amy = { userId: AGENT.userId, name: AGENT.name };
const bea = { userId: BEA.userId, name: BEA.name };

function events(from: number): readonly RecordEvent[] {
  const at = (seconds: number) => from + seconds * 1_000;
  return [
    { at: at(0), kind: 'requested', by, to: { userId: SUPPORT.userId, name: SUPPORT.name } },
    { at: at(0), kind: 'decided', outcome: 'waits', by: 'business' },
    { at: at(0), kind: 'waiting', isAgain: false },
    { at: at(1), kind: 'placed', place: 2 },
    { at: at(12), kind: 'offered', to: [bea] },
    { at: at(32), kind: 'notTaken', by: [bea], code: 100105 },
    { at: at(32), kind: 'waiting', isAgain: true },
    { at: at(33), kind: 'offered', to: [amy] },
    { at: at(39), kind: 'started', by: amy },
    { at: at(121), kind: 'held', by: amy },
    { at: at(163), kind: 'resumed', by: amy },
    { at: at(190), kind: 'lost', side: 'caller' },
    { at: at(196), kind: 'found', side: 'caller' },
    { at: at(339), kind: 'finished', code: 0, endedBy: 'caller', text: '' },
    { at: at(370), kind: 'wrappedUp', agentId: amy.userId, wrapUpMs: 31_000, disposition: 'Solved' },
    { at: at(410), kind: 'rated', stars: 5, comment: 'Quick and kind.' },
  ];
}

function message(seq: number, from: string, seconds: number, text: string) {
  const at = NOW - 9 * MINUTE + seconds * 1_000;
  return { callId: 'r9', seq, messageId: `m${seq}`, from, at, kind: 'text', text, notice: null, file: null } as const;
}

const QUALITY: NonNullable<CallRecord['quality']['caller']> = {
  seconds: 300,
  sent: { loss: null, jitterMs: null, bitrate: null },
  received: { loss: { median: 0.004, worst: 0.03 }, jitterMs: null, bitrate: null },
  roundTripMs: { median: 48, worst: 120 },
  route: { relayed: false, protocol: 'udp' },
  freezes: { count: 1, ms: 800 },
  reconnects: 1,
  ladder: { steps: 0, lowest: 0, pausedMs: 0 },
  browser: 'Chrome 156',
};

export function record(fields: Partial<CallRecord> = {}): CallRecord {
  const base = row(9, CUSTOMER.name, { stars: 5, hasChat: true });
  return {
    ...base,
    caller: { userId: CUSTOMER.userId, name: CUSTOMER.name, role: 'caller' },
    form: { name: 'Ben Okafor', topic: 'My card was declined in Lisbon yesterday, twice. Is it blocked?' },
    notes: NOTES.text,
    rating: { stars: 5, comment: 'Quick and kind.' },
    quality: { caller: QUALITY, callee: { ...QUALITY, browser: 'Firefox 153', reconnects: 0 } },
    messages: [
      message(1, CUSTOMER.userId, 60, 'The number of my card ends in 4417.'),
      message(2, AMY.userId, 75, 'Thank you. I have sent you an email with all the details.'),
    ],
    events: events(base.requestedAt),
    ...fields,
  };
}

export const STAFF: StaffList = {
  members: [
    member('staff-k7m-29q', 'Amy Adeyemi', 'amy@example.com', 'admin'),
    member('staff-1', 'Bea Novak', 'bea@example.com', 'agent'),
    member('staff-2', 'Chen Wei', 'chen.wei@example.com', 'supervisor'),
    { ...member('staff-5', 'Frida Holm', 'frida@example.com', 'agent'), isDisabled: true },
  ],
  invitations: [
    {
      invitationId: 'i1',
      name: 'Dario Fontana',
      email: 'dario@example.com',
      role: 'agent',
      expiresAt: NOW + 140 * HOUR,
    },
  ],
};

function member(userId: string, name: string, email: string, role: StaffList['members'][number]['role']) {
  return {
    userId,
    name,
    email,
    role,
    isDisabled: false,
    signsInBy: ['password'] as const,
    createdAt: NOW - 900 * HOUR,
  };
}
