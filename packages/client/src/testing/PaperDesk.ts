import {
  CODES,
  type CustomerCard,
  codeName,
  type DeskCommand,
  type DeskNewsMap,
  type DeskNewsName,
  type SeatView,
} from '@frontdesk/protocol';
import type { DeskLine } from '../desk/DeskLine.js';
import { WritableStore } from '../Store.js';
import type { ConnectionView } from '../views.js';

export const SEAT: SeatView = {
  status: 'offline',
  since: 5_000_000,
  wish: 'offline',
  reason: null,
  callId: null,
  until: null,
  missed: 0,
  unreachable: null,
  calls: 0,
};

const CARD: CustomerCard = {
  callId: 'c1',
  number: '0000-00C1',
  customer: { userId: 'ana', name: 'Ana' },
  queue: { queueId: 'support', name: 'Support' },
  waitedMs: 12_000,
  form: [],
  language: 'en',
  earlier: [],
  isEarlierKnown: true,
  from: null,
  notes: '',
  dispositions: ['Solved'],
  cannedTexts: [],
};

type Answers = { readonly [C in DeskCommand]?: unknown };

const READY: ConnectionView = {
  state: 'ready',
  user: { userId: 'amy', name: 'Amy', role: 'agent' },
  endpointId: 'amy-1',
};

/** A desk on paper: what it was sent, and what it answers. A command whose answer is a number is refused with that code. */
export class PaperDesk implements DeskLine {
  readonly view = new WritableStore<ConnectionView>({ state: 'connecting' });
  readonly sent: (readonly [command: string, payload: object])[] = [];
  answers: Answers = {
    'desk:sit': { seat: SEAT, queues: [], breaks: ['Lunch'] },
    'desk:note': null,
    'desk:card': CARD,
  };
  /** The server's clock is ahead of this machine's by so much, in ms. */
  aheadMs = 0;
  now: () => number = () => 0;
  readonly #listeners = new Map<string, (news: never) => void>();

  readonly serverNow = (): number => this.now() + this.aheadMs;

  readonly send: DeskLine['send'] = async (command, payload) => {
    this.sent.push([command, payload]);
    if (this.view.get().state !== 'ready') return refused(CODES.disconnected);
    const answer = this.answers[command] ?? null;
    return typeof answer === 'number' ? refused(answer) : { ok: true, value: answer as never };
  };

  readonly on: DeskLine['on'] = (name, listener) => {
    this.#listeners.set(name, listener as (news: never) => void);
  };

  tell<N extends DeskNewsName>(name: N, news: DeskNewsMap[N]): void {
    this.#listeners.get(name)?.(news as never);
  }

  connect(): void {
    this.view.set({ ...READY });
  }

  cut(): void {
    this.view.set({ state: 'reconnecting', since: 0, reason: 'network' });
  }
}

function refused(code: number) {
  return { ok: false, error: { code, name: codeName(code), message: '' } } as const;
}
