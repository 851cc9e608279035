// Lets calls through during office hours, and callers on a list at any time. Everyone else is told when we open.
import { readFile } from 'node:fs/promises';
import { allow, type CallSnapshot, CODES, connect, type Decision, deny } from '@frontdesk/business';
import { isOpen, nextOpening, readHours } from './hours.js';

const { FRONTDESK_URL = 'http://localhost:3000', FRONTDESK_TOKEN = '', HOURS_FILE, NOW } = process.env;
const file = HOURS_FILE ?? new URL('hours.json', import.meta.url);

/** The file is read for each call: a change holds from the next call on. */
const hoursNow = async () => readHours(await readFile(file, 'utf8'));

/** What time it is; `NOW=2026-12-25T10:00Z` shows what callers would hear then. */
const now = () => (NOW ? new Date(NOW) : new Date());

async function decide({ caller }: CallSnapshot): Promise<Decision> {
  const hours = await hoursNow();
  if (hours.alwaysWelcome.includes(caller.userId) || isOpen(hours, now())) return allow();
  const opening = nextOpening(hours, now());
  return deny(CODES.queueClosed, opening ? `We are closed. We open ${opening}.` : 'We are closed.');
}

// A file that can't be used is better found now than by the first caller.
await hoursNow();

connect({
  url: FRONTDESK_URL,
  token: FRONTDESK_TOKEN,
  decide,
  // If the file is broken later, nobody is shut out by it.
  fallback: allow(),
  onConnection: (connection) => {
    console.log(connection.state === 'disconnected' ? `disconnected: ${connection.reason}` : connection.state);
    if (connection.state === 'refused') process.exitCode = 1;
  },
  onNews: (news) => {
    if (news.name === 'call:reply' && news.code !== CODES.ok) {
      console.log(
        `${news.call.caller.name} was not put through to ${news.call.callee.name}: ${news.code} ${news.text}`,
      );
    }
  },
});
