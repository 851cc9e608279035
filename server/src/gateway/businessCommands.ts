import type { BusinessCommand, BusinessPayload, BusinessValues } from '@frontdesk/protocol';
import type { Answer } from '../calls/answer.js';
import type { Dispatcher } from '../calls/Dispatcher.js';
import type { Presence } from './Presence.js';

interface BusinessReceived<C extends BusinessCommand> {
  readonly payload: BusinessPayload<C>;
  readonly answer: Answer<BusinessValues[C]>;
}

export type BusinessHandlers = { readonly [C in BusinessCommand]: (received: BusinessReceived<C>) => Promise<void> };

/** What each command of a business server does. */
export function businessHandlersOf(dispatcher: Dispatcher, presence: Presence): BusinessHandlers {
  return {
    'call:finish': ({ payload: { callId, userId, code, text }, answer }) =>
      callId === undefined
        ? dispatcher.finishUser(userId, code, text, answer)
        : dispatcher.finishCall(callId, code, text, answer),
    'call:assign': ({ payload: { callId, to }, answer }) =>
      dispatcher.assign(callId, typeof to === 'string' ? [to] : to, answer),
    'call:update': ({ payload: { callId, ...words }, answer }) => dispatcher.update(callId, words, answer),
    'users:list': async ({ answer }) => answer({ ok: true, value: { users: await presence.everyone() } }),
    'calls:list': async ({ answer }) => answer({ ok: true, value: { calls: await dispatcher.calls() } }),
  };
}
