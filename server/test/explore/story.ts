import type { Decision } from '@frontdesk/protocol';
import type { Saying } from '../carryOut.js';
import type { Action, ServerAction } from './actions.js';
import type { PageAction } from './choices.js';
import { brief } from './House.js';
import type { Message } from './page.js';
import type { State, WorldSpec } from './state.js';

/** What happens, as a sentence. */
export function describe(world: WorldSpec, state: State, action: Action): string {
  if (action.type !== 'race') return describeOne(world, state, action);
  const { first, second, gap } = action;
  const [one, two] = [describeOne(world, state, first), describeOne(world, state, second)];
  return gap === 0 ? `at once: ${one}; ${two}` : `${one}; before its write no. ${gap}: ${two}`;
}

function describeOne(world: WorldSpec, state: State, action: PageAction | ServerAction): string {
  const page = 'page' in action ? state.pages[action.page] : undefined;
  const name = ('page' in action && world.pages[action.page]?.endpointId) || '';
  switch (action.type) {
    case 'hear':
      return `${name} hears ${messageText(page?.inbox[0])}`;
    case 'dial':
      return `${name} dials`;
    case 'giveUp':
      return `${name} gives its request up before the answer`;
    case 'again':
      return `${name} says it again: ${sayingText(page?.unheard[0])}`;
    case 'accept':
    case 'reject':
    case 'hangUp':
    case 'alert':
    case 'callIn':
    case 'join':
    case 'transfer':
      return `${name}: ${action.type} ${action.callId}`;
    case 'signal':
      return `${name}: a signal of ${action.callId} to ${action.to}`;
    case 'meddle':
      return `${name} meddles with ${action.callId} by ${action.how}`;
    case 'lose':
      return `the line of ${name} goes (${action.kind})`;
    case 'take':
      return `the server takes from ${name}: ${sayingText(page?.outbox[0])}`;
    case 'open':
      return `${name} connects`;
    case 'miss':
      return `the server notices that ${name} is gone`;
    case 'bye':
      return `${name} says goodbye and is gone`;
    case 'vanish':
      return `the line of ${name} goes, noticed at once`;
    default:
      return serverText(action);
  }
}

function serverText(
  action: Extract<ServerAction, { type: 'time' | 'decide' | 'assign' | 'force' | 'update' | 'forceUser' | 'restart' }>,
): string {
  switch (action.type) {
    case 'time':
      return `time is up: ${action.timer} of ${action.callId}`;
    case 'decide':
      return `the business server says of ${action.callId}: ${decisionText(action.decision)}`;
    case 'assign':
      return `the business server assigns ${action.callId} to ${action.to.join(', ')}`;
    case 'update':
      return `the business server says something of ${action.callId}`;
    case 'force':
      return `the business server ends ${action.callId}`;
    case 'forceUser':
      return `the business server ends the call of ${action.userId}`;
    case 'restart':
      return 'the server is killed and starts again';
  }
}

function decisionText(decision: Decision | null): string {
  return decision ? JSON.stringify(decision) : 'nothing (lost)';
}

function sayingText(saying: Saying | undefined): string {
  if (!saying) return 'nothing';
  if (saying.type === 'request') {
    const { to, requestId, room } = saying;
    return `call:request to ${to} (${requestId})${room ? ` into the room of ${room.callId}, ${room.as}` : ''}`;
  }
  const more = 'code' in saying ? ` ${saying.code}` : saying.type === 'signal' ? ` to ${saying.to}` : '';
  return `call:${saying.type} ${saying.callId}${more}`;
}

function messageText(message: Message | undefined): string {
  if (!message) return 'nothing';
  if (message.type === 'ready') return `session:ready [${message.calls.map(brief).join(', ')}]`;
  if (message.type === 'answer')
    return `the answer to ${sayingText(message.to)}: ${message.code} ${brief(message.call)}`;
  return `${message.name} ${'call' in message.news ? brief(message.news.call) : ''}`;
}
