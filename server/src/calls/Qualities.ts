import { type CallQuality, type CommandPayload, REMEMBER_MS, type Side } from '@frontdesk/protocol';
import { boundPage, callerPage } from './addresses.js';
import type { Answer } from './answer.js';
import type { Call, PageAddress } from './call.js';
import type { CallStore, CallWatcher, Clock, QualityKeeper } from './ports.js';
import { NO_SUCH_CALL } from './rules.js';

interface QualityPorts {
  readonly store: Pick<CallStore, 'find'>;
  readonly clock: Clock;
  readonly keepers: readonly QualityKeeper[];
}

/** What has come of one call: the newest of each side that is not kept yet, and the sides that are. */
interface Entry {
  readonly waiting: Partial<Record<Side, CallQuality>>;
  readonly kept: Set<Side>;
  /** Set once the call is over. */
  stopTimer: (() => void) | null;
}

/**
 * How good calls were, as each side measured it; each side's is kept once.
 *
 * A page may say it while it is in the call (it closes, or loads anew): the last one waits. What it says after the end
 * is kept at once; if nothing more comes while the call is remembered, what waits is.
 */
export class Qualities {
  readonly #ports: QualityPorts;
  readonly #entries = new Map<string, Entry>();

  constructor(ports: QualityPorts) {
    this.#ports = ports;
  }

  /** From a bound page of a call that is started, or ended less than 60 s ago. Said again, it is acknowledged again. */
  async take(by: PageAddress, payload: CommandPayload<'call:quality'>, answer: Answer<null>): Promise<void> {
    const { callId, quality } = payload;
    const call = await this.#ports.store.find(callId);
    const side = call && sideOfBound(call, by);
    if (!side) return answer(NO_SUCH_CALL);
    answer({ ok: true, value: null });
    const entry = this.#entryOf(callId);
    if (!entry.kept.has(side)) entry.waiting[side] = quality;
    if (call.state !== 'finished') return;
    this.#keep(callId, entry, side);
    this.#forgetLater(callId, entry);
  }

  /** A call has ended: what waits of it has 60 s more to be said better. */
  readonly watch: CallWatcher = (_before, after) => {
    const entry = after.state === 'finished' ? this.#entries.get(after.asked.callId) : undefined;
    if (entry) this.#forgetLater(after.asked.callId, entry);
  };

  /** Keeps what waits of calls that are over. Those that go on are told again, to the next server. */
  close(): void {
    for (const [callId, entry] of this.#entries) if (entry.stopTimer) this.#forget(callId, entry);
  }

  #entryOf(callId: string): Entry {
    const known = this.#entries.get(callId);
    if (known) return known;
    const entry: Entry = { waiting: {}, kept: new Set(), stopTimer: null };
    this.#entries.set(callId, entry);
    return entry;
  }

  #forgetLater(callId: string, entry: Entry): void {
    const { clock } = this.#ports;
    entry.stopTimer ??= clock.at(clock.now() + REMEMBER_MS, () => this.#forget(callId, entry));
  }

  #forget(callId: string, entry: Entry): void {
    entry.stopTimer?.();
    this.#entries.delete(callId);
    for (const side of ['caller', 'callee'] as const) this.#keep(callId, entry, side);
  }

  #keep(callId: string, { waiting, kept }: Entry, side: Side): void {
    const quality = waiting[side];
    if (!quality || kept.has(side)) return;
    kept.add(side);
    delete waiting[side];
    for (const keep of this.#ports.keepers) keep({ callId, side, quality });
  }
}

/** The side whose bound page this is, of a call that has started. */
function sideOfBound(call: Call, { userId, endpointId }: PageAddress): Side | null {
  const pages = boundPages(call);
  const found = pages?.findIndex((page) => page.userId === userId && page.endpointId === endpointId) ?? -1;
  return (['caller', 'callee'] as const)[found] ?? null;
}

function boundPages(call: Call): readonly PageAddress[] | null {
  if (call.state === 'started') return [boundPage(call, 'caller'), boundPage(call, 'callee')];
  if (call.state !== 'finished' || call.startedAt === null) return null;
  return [callerPage(call), { userId: call.callee.userId, endpointId: call.calleeEndpoint ?? '' }];
}
