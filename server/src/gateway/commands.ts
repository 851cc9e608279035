import type { Command, CommandPayload, CommandValues } from '@frontdesk/protocol';
import type { Answer } from '../calls/answer.js';
import type { Qualities } from '../calls/Qualities.js';
import type { Actor } from '../calls/rules.js';
import type { Switchboard } from '../calls/Switchboard.js';
import type { Chat } from '../chat/Chat.js';
import type { Page } from './Page.js';
import type { Presence } from './Presence.js';

/** Who sent a command. */
export interface Sender {
  readonly page: Page;
  readonly from: Actor;
}

/** What each command does: one use case, one answer. */
export type Handlers = {
  readonly [C in Command]: (
    sender: Sender,
    payload: CommandPayload<C>,
    answer: Answer<CommandValues[C]>,
  ) => Promise<void>;
};

/** Commands that a connection with an expired token may still send: those of the call it is in. */
export const ALLOWED_EXPIRED: ReadonlySet<string> = new Set<Command>([
  'call:alert',
  'call:reply',
  'call:finish',
  'call:signal',
  'call:ice',
  'call:resume',
  'call:join',
  'call:transfer',
  'call:message',
  'call:messages',
  'call:quality',
  'endpoint:bye',
]);

/** Those who carry commands out. */
interface Desks {
  readonly switchboard: Switchboard;
  readonly presence: Presence;
  readonly chat: Chat;
  readonly qualities: Qualities;
}

export function handlersOf({ switchboard, presence, chat, qualities }: Desks): Handlers {
  return {
    'call:request': ({ from }, payload, answer) => switchboard.request(from, payload, answer),
    'call:join': ({ from }, payload, answer) => switchboard.join(from, payload, answer),
    'call:transfer': ({ from }, payload, answer) => switchboard.transfer(from, payload, answer),
    'call:alert': ({ from }, payload, answer) => switchboard.alert(from, payload, answer),
    'call:reply': ({ from }, payload, answer) => switchboard.reply(from, payload, answer),
    'call:finish': ({ from }, payload, answer) => switchboard.finish(from, payload, answer),
    'call:signal': ({ from }, payload, answer) => switchboard.signal(from, payload, answer),
    'call:ice': ({ from }, payload, answer) => switchboard.ice(from, payload, answer),
    'call:resume': ({ from }, payload, answer) => switchboard.resume(from, payload, answer),
    'call:message': ({ from }, payload, answer) => chat.post(from, payload, answer),
    'call:messages': ({ from }, payload, answer) => chat.messages(from, payload, answer),
    'call:quality': ({ from }, payload, answer) => qualities.take(from, payload, answer),
    'presence:watch': async ({ page }, payload, answer) =>
      answer({ ok: true, value: { users: await presence.watch(page, payload.on) } }),
    'users:find': async ({ page }, payload, answer) =>
      answer({ ok: true, value: { users: await presence.find(page.user, payload.query) } }),
    'endpoint:bye': async ({ page }, _payload, answer) => {
      answer({ ok: true, value: null });
      page.leave();
    },
  };
}
