import type { CallSnapshot, CommandInput, Role, SeatView } from '@frontdesk/protocol';
import { requestTo } from './calls.js';
import type { Person } from './Person.js';
import { asProgram } from './plan.js';
import type { Entry, Town } from './useTown.js';

/** Opens an agent's page, sits down, and is available; with `groups`, for the queues of these alone. */
export async function atWork(
  town: Town,
  name: string,
  { groups, ...entry }: Entry & { readonly role?: Role; readonly groups?: readonly string[] } = {},
): Promise<Person> {
  const agent = await town.enter(name, { role: 'agent', ...entry });
  const login = agent.userId;
  if (groups) await asProgram(town.server, 'PUT', `/agents/${login}`, { login, groups });
  await agent.does('desk:sit', {});
  await goAvailable(agent);
  return agent;
}

/** Says what a console says once it knows that it can ring. */
export async function goAvailable(agent: Person): Promise<SeatView> {
  await agent.does('desk:reach', { unreachable: null });
  return agent.does('desk:choose', { status: 'available' });
}

/** Calls a queue, as the customer's page does. */
export function visit(
  customer: Person,
  queueId: string,
  form: Readonly<Record<string, string>> = {},
  more: Partial<CommandInput<'call:request'>> = {},
): Promise<CallSnapshot> {
  const text = JSON.stringify({ form, consent: true, language: 'en' });
  return customer.does('call:request', requestTo(`queue.${queueId}`, { text, ...more }));
}

/** Takes the call that rings next, or the one of that id; its START. */
export async function takes(agent: Person, callId?: string): Promise<CallSnapshot> {
  const { call } = await agent.next('call:request', (news) => callId === undefined || news.call.callId === callId);
  await agent.does('call:reply', { callId: call.callId, code: 0 });
  return (await agent.next('call:start', (news) => news.call.callId === call.callId)).call;
}
