import type { Settings } from '../../server/src/settings/settings.js';
import { type Answer, ask, isHealthy } from './ask.js';
import { lookAtCertificate } from './certificate.js';
import { bad, type Finding, good, reasonOf, skipped } from './Finding.js';
import { localUrl } from './machine.js';

/** Tokens and TURN credentials say times of day: more apart than this, in ms, and they are early or late. */
const MOST_SKEW_MS = 60_000;
const STRANGER = 'https://doctor.invalid';

/** Each address that people use, from the certificate to the WebSocket; without any, the one on this machine. */
export async function checkAddresses(settings: Settings): Promise<readonly Finding[]> {
  if (settings.publicUrls.length > 0) return (await Promise.all(settings.publicUrls.map(checkPublic))).flat();
  const url = localUrl(settings);
  const reached = await reach(url);
  const unset = skipped('PUBLIC_URL', 'not set: for this machine only');
  return isFinding(reached) ? [unset] : [unset, ...(await checkSockets(url))];
}

async function checkPublic(url: string): Promise<readonly Finding[]> {
  const { protocol, hostname, port } = new URL(url);
  const isSafe = protocol === 'https:';
  const certificate = isSafe
    ? await lookAtCertificate(`${url} certificate`, hostname.replace(/^\[|\]$/g, ''), Number(port || 443))
    : bad(url, 'not https', 'Put HTTPS in front (docs/deploy.md): browsers refuse camera and microphone without it.');
  const reached = await reach(url);
  if (isFinding(reached)) return [certificate, reached];
  return [
    certificate,
    good(url, 'Frontdesk answers'),
    checkClock(url, reached, Date.now()),
    ...(await checkSockets(url)),
  ];
}

async function reach(url: string): Promise<Answer | Finding> {
  const todo = 'See that its name leads to the proxy, and the proxy to Frontdesk (docs/deploy.md).';
  try {
    const answer = await ask(`${url}/healthz`);
    return isHealthy(answer) ? answer : bad(url, `/healthz answers ${answer.status}, and not as Frontdesk does`, todo);
  } catch (error) {
    return bad(url, reasonOf(error), todo);
  }
}

function isFinding(reached: Answer | Finding): reached is Finding {
  return 'outcome' in reached;
}

function checkClock(url: string, { headers }: Pick<Answer, 'headers'>, now: number): Finding {
  const check = `${url} clock`;
  const there = Date.parse(headers.date ?? '');
  if (Number.isNaN(there)) return skipped(check, 'its answers bear no date');
  const seconds = Math.round((there - now) / 1000);
  if (Math.abs(there - now) <= MOST_SKEW_MS) return good(check, 'agrees with this machine');
  const saw = `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} this machine`;
  return bad(check, saw, 'Let both machines keep their time by NTP.');
}

/** A WebSocket gets through from the address itself, and not from a stranger's page. */
async function checkSockets(url: string): Promise<readonly Finding[]> {
  const upgraded = await upgrade(url, url);
  const check = `${url} WebSocket`;
  const opened =
    upgraded === 101 ? good(check, 'gets through') : bad(check, `answered ${upgraded}`, openTodo(upgraded));
  const strange = await upgrade(url, STRANGER);
  const from = `${url} strangers`;
  if (strange === 101) {
    const todo = 'Something in front takes the Origin header away, or writes another: let it through as it is.';
    return [opened, bad(from, 'a page of another origin gets in', todo)];
  }
  return [opened, good(from, `a page of another origin is refused (${strange})`)];
}

function openTodo(answered: number | string): string {
  return answered === 400 || answered === 403
    ? 'Set PUBLIC_URL to exactly what people see in the address bar, and let the proxy pass the Origin header.'
    : 'Let the proxy pass Upgrade and Connection (docs/deploy.md).';
}

/** The status that is answered, or why there is none. */
async function upgrade(url: string, origin: string): Promise<number | string> {
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    origin,
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  try {
    return (await ask(`${url}/socket.io/?EIO=4&transport=websocket`, headers)).status;
  } catch (error) {
    return reasonOf(error);
  }
}
