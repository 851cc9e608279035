import type { BusinessCommand, BusinessPayload, BusinessValues } from '@frontdesk/protocol';
import type { Answer } from '../calls/answer.js';
import type { Dispatcher } from '../calls/Dispatcher.js';
import type { Presence } from './Presence.js';

export type BusinessHandlers = {
  readonly [C in BusinessCommand]: (
    sender: object,
    payload: BusinessPayload<C>,
    answer: Answer<BusinessValues[C]>,
  ) => Promise<void>;
};

/** What each command of a business server does. */
export function businessHandlersOf(dispatcher: Dispatcher, presence: Presence): BusinessHandlers {
  return {
    'call:finish': (_sender, { callId, userId, code, text }, answer) =>
      callId === undefined
        ? dispatcher.finishUser(userId, code, text, answer)
        : dispatcher.finishCall(callId, code, text, answer),
    'call:assign': (_sender, { callId, to }, answer) =>
      dispatcher.assign(callId, typeof to === 'string' ? [to] : to, answer),
    'call:update': (_sender, payload, answer) => dispatcher.update(payload.callId, payload, answer),
    'users:list': async (_sender, _payload, answer) =>
      answer({ ok: true, value: { users: await presence.everyone() } }),
    'calls:list': async (_sender, _payload, answer) => answer({ ok: true, value: { calls: await dispatcher.calls() } }),
  };
}
