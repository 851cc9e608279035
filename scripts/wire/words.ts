import type { BusinessCommand, BusinessNewsName, Command, NewsName } from '@frontdesk/protocol';

/** One sentence for each command of a page. */
export const COMMAND_WORDS: Readonly<Record<Command, string>> = {
  'call:request': 'Calls someone.',
  'call:join': 'Brings the one with whom this page talks aside into the room.',
  'call:transfer': 'Gives this page’s place in a call to the one whom it has called into the room.',
  'call:alert': 'Says that this page rings, and whether it takes a link before the answer.',
  'call:reply': 'Accepts, rejects or cancels a call that rings.',
  'call:finish': 'Ends a call.',
  'call:signal':
    'Passes something unread to the other bound page of a started call, or along a link that is made while it rings.',
  'call:ice': 'Asks for the way to the other side: while it rings, after a reload, or when credentials run out.',
  'call:resume': 'Takes up a call that the server has forgotten, with the ticket of START.',
  'call:message': 'Writes to the other side of a started call, sends it a file, or tells both of something.',
  'call:messages': 'Asks what was said in a call: when a page’s line is back, or after a reload.',
  'call:quality': 'Records how good a call was, as this side measured it.',
  'presence:watch': 'Begins or ends to hear who is there.',
  'users:find': 'Finds people by a part of their name or id.',
  'endpoint:bye': 'Says that this page closes.',
  'desk:sit': 'Makes this page the agent’s place at the desk.',
  'desk:leave': 'Leaves the desk.',
  'desk:choose': 'Goes available, on a break, or offline; in a call and after it that holds when it is over.',
  'desk:reach': 'Says whether this page could ring and be heard, or why not.',
  'desk:note': 'Keeps what the agent has written about a call so far.',
  'desk:done': 'Ends the wrap-up of a call, with what it came to.',
  'desk:card': 'Asks who calls, and what is known of them.',
  'desk:targets': 'Asks whom a customer may be handed over to.',
};

/** One sentence for each news of a page. */
export const NEWS_WORDS: Readonly<Record<NewsName, string>> = {
  'session:ready': 'What is: the first news on every connection.',
  'call:request': 'Someone calls: ring.',
  'call:reply': 'To the caller, 0: it rings. Any other code, to whoever it concerns: the call ended before it started.',
  'call:start': 'The call has begun, in this room, with this ticket and this way to the other side.',
  'call:finish': 'A started call is over, or a business server ended one that had not started.',
  'call:update': 'A caller’s call waits, has another place in line, was sent to someone else.',
  'call:alert': 'It rings at a page of the callee, to which a link may be made now, or not.',
  'call:signal': 'Something from the page at the other end.',
  'call:peer': 'The other side’s page was lost, or is back.',
  'room:members': 'Who is in the room of a call, whenever that changes.',
  'call:message': 'The other side has written, sent a file, or done something that one should know.',
  presence: 'People whose status has changed.',
  replaced: 'A newer connection of this page took over.',
  'server:closing': 'The server goes down in good order.',
  'desk:seat': 'What this agent is doing has changed.',
  'desk:queues': 'The lines that this agent serves have changed; at most once a second.',
  'desk:moved': 'The agent sits at another page now.',
};

/** One sentence for each command of a business server. */
export const BUSINESS_COMMAND_WORDS: Readonly<Record<BusinessCommand, string>> = {
  'call:finish': 'Ends a call in any live state, by its id or by a user who is in it.',
  'call:assign': 'Rings one user or several for a call that waits; the first to accept has it.',
  'call:update': 'Tells a caller who waits, say, the place in line.',
  'users:list': 'Who is connected.',
  'calls:list': 'All live calls.',
};

/** One sentence for each news of a business server, and for the question. */
export const BUSINESS_NEWS_WORDS: Readonly<Record<BusinessNewsName | 'call:decide', string>> = {
  'call:decide': 'Asks whether, and where, a call may ring.',
  'call:request': 'A new call, whatever its state.',
  'call:reply': 'With 0 it rings. With any other code it was refused, was not answered, or ended before it started.',
  'call:start': 'A call has begun. No ticket.',
  'call:finish': 'A started call is over, or a business server ended one.',
  'call:update': 'A call is held, was sent to someone else, or waits again.',
  'call:peer': 'A page of a call was lost, or is back.',
  'call:message': 'Something was said in a call.',
  'call:quality': 'How good a call was, as one of its sides measured it.',
  presence: 'People whose status has changed.',
};
