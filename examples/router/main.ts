// One line for many agents: callers dial a name, wait and hear their place; who has been idle longest is rung next.
import { allow, type CallSnapshot, CODES, connect, hold } from '@frontdesk/business';
import { Queue } from './Queue.js';

const { FRONTDESK_URL = 'http://localhost:3000', FRONTDESK_TOKEN = '' } = process.env;
/** The name that callers dial; it is no user's id. */
const name = process.env['QUEUE'] ?? 'support';
/** The user ids of those who answer. */
const agents = (process.env['AGENTS'] ?? 'ines,jo').split(',');
/** How long an agent who did not answer is left in peace, in ms. */
const restMs = Number(process.env['REST_MS'] ?? 15_000);

const queue = new Queue(name, agents);

const frontdesk = connect({
  url: FRONTDESK_URL,
  token: FRONTDESK_TOKEN,
  decide: (call) => (call.callee.userId === name ? hold() : allow()),
  onConnection: (connection) => {
    console.log(connection.state);
    if (connection.state === 'refused') process.exitCode = 1;
    if (connection.state !== 'connected') return;
    // Whatever was missed while there was no line, or no router: this is what is.
    queue.begin(connection.calls, connection.users);
    match();
  },
  onNews: (news) => {
    if (news.name === 'presence') queue.seePeople(news.users);
    else if ('call' in news) see(news.call);
    else return;
    match();
  },
});

/** Takes in a call as it is now. An agent who was rung for it in vain has a rest. */
function see(call: CallSnapshot): void {
  const refusedBy = queue.see(call);
  if (refusedBy !== null) rest(refusedBy);
}

function rest(agent: string): void {
  queue.rest(agent);
  setTimeout(() => {
    queue.wake(agent);
    match();
  }, restMs);
}

/** Brings callers and agents together as far as there are both, and tells the others their place. */
function match(): void {
  for (const { callId, agent } of queue.take()) void offer(callId, agent);
  for (const { callId, place } of queue.places()) void frontdesk.update(callId, { param: place });
}

async function offer(callId: string, agent: string): Promise<void> {
  const result = await frontdesk.assign(callId, agent);
  if (result.ok) {
    // The news of it says the same; this answer may be older than what was told since.
    console.log(`${result.value.caller.name} → ${agent}`);
    return;
  }
  const { code, message } = result.error;
  console.log(`not assigned to ${agent}: ${code} ${message}`);
  // Without a line there is nothing to do: once there is one, all begins with what is.
  if (code === CODES.disconnected) return;
  // Gone or busy since a moment ago. If the call itself is over, the agent is free for the next.
  if (queue.giveBack(callId)) rest(agent);
  match();
}
