import { CODES, type CommandError, codeName, type Result } from '@frontdesk/protocol';
import { CallControl } from '../calls/CallControl.js';
import { MissedKeep } from '../calls/MissedKeep.js';
import { TicketKeep } from '../calls/TicketKeep.js';
import type { Send } from '../connection/Send.js';
import type { TabMessage } from '../identity/TabChannel.js';
import { Keep } from '../Keep.js';
import { type ANA, type BEN, ready } from './calls.js';
import { ManualClock, settled } from './ManualClock.js';

/** A command that a page has sent and the test answers. */
export interface Sent {
  readonly command: string;
  readonly payload: unknown;
  answer(result: Result<unknown>): Promise<void>;
}

export function refusal(code: number): { readonly ok: false; readonly error: CommandError } {
  return { ok: false, error: { code, name: codeName(code), message: '' } };
}

/** What a command is answered with when the line breaks. */
export const DOWN = refusal(CODES.disconnected);

/** Storage that outlives pages which are made with it. */
export function storage(): () => Keep {
  const stored = new Map<string, string>();
  return () =>
    new Keep(() => ({
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
      key: (at) => [...stored.keys()][at] ?? null,
      get length() {
        return stored.size;
      },
    }));
}

/** A page of `who` that has not connected yet, whose commands the test answers. */
export function unconnected(keep = new Keep(() => null), isSignedIn = () => true) {
  const clock = new ManualClock();
  const sent: Sent[] = [];
  const send = ((command: string, payload: unknown) =>
    new Promise((resolve) => {
      const answer = (result: Result<unknown>): Promise<void> => {
        resolve(result as never);
        return settled();
      };
      sent.push({ command, payload, answer });
    })) as Send;
  const told: TabMessage[] = [];
  const control = new CallControl({
    send,
    clock,
    keep: new MissedKeep(keep, isSignedIn),
    tickets: new TicketKeep(keep, isSignedIn),
    channel: { tell: (message) => void told.push(message) },
  });
  return { control, sent, told, clock };
}

/** As {@link unconnected}, and connected since. */
export function page(who: typeof ANA | typeof BEN, keep?: Keep, isSignedIn?: () => boolean) {
  const made = unconnected(keep, isSignedIn);
  made.control.ready(ready(who));
  void made.control.lineUp();
  return made;
}
