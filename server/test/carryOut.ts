import type { CallRoom, CallSnapshot, Result } from '@frontdesk/protocol';
import type { Actor } from '../src/calls/rules.js';
import type { Switchboard } from '../src/calls/Switchboard.js';

/** What a page says to the server. */
export type Saying =
  | {
      readonly type: 'request';
      readonly to: string;
      readonly requestId: string;
      readonly preconnect?: boolean;
      readonly room?: CallRoom;
    }
  | { readonly type: 'alert' | 'join'; readonly callId: string }
  | { readonly type: 'transfer'; readonly callId: string; readonly to: string }
  | { readonly type: 'reply' | 'finish'; readonly callId: string; readonly code: number }
  | { readonly type: 'signal'; readonly callId: string; readonly to: string }
  | { readonly type: 'resume'; readonly callId: string; readonly ticket: string };

/** Carries out what a page says, as the gateway does. */
export function carryOut(
  switchboard: Switchboard,
  from: Actor,
  saying: Saying,
  answer: (result: Result<CallSnapshot | null>) => void,
): Promise<void> {
  const words = { param: 0, text: '' };
  switch (saying.type) {
    case 'request': {
      const { to, requestId, preconnect = false, room } = saying;
      return switchboard.request(from, { to, requestId, flags: 3, preconnect, room, ...words }, answer);
    }
    case 'join':
      return switchboard.join(from, { callId: saying.callId }, answer);
    case 'transfer':
      return switchboard.transfer(from, { callId: saying.callId, to: saying.to }, answer);
    case 'alert':
      return switchboard.alert(from, { callId: saying.callId, preconnect: true }, answer);
    case 'reply':
      return switchboard.reply(from, { callId: saying.callId, code: saying.code, ...words }, answer);
    case 'finish':
      return switchboard.finish(from, { callId: saying.callId, code: saying.code, ...words }, answer);
    case 'resume':
      return switchboard.resume(from, { ticket: saying.ticket }, answer);
    case 'signal':
      return switchboard.signal(from, { callId: saying.callId, to: saying.to, epoch: 1, data: {} }, answer);
  }
}
