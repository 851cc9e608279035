import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CODES } from '@frontdesk/protocol';
import { expect, onTestFinished, test } from 'vitest';
import { requestTo } from '../../server/test/calls.js';
import { testToken } from '../../server/test/startServer.js';
import { useTown } from '../../server/test/useTown.js';
import { Example } from './runExample.js';

const town = useTown();

const HOURS = {
  timeZone: 'Europe/Berlin',
  week: { monday: ['09:00-17:00'] },
  closedOn: [],
  alwaysWelcome: ['branch.hamburg'],
};

/** Runs the example as if it were this time; the way to change its file. */
async function open(now: string) {
  const folder = mkdtempSync(join(tmpdir(), 'office-hours-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'hours.json');
  const write = (hours: object | string) =>
    writeFileSync(file, typeof hours === 'string' ? hours : JSON.stringify(hours));
  write(HOURS);
  const example = Example.node('office-hours', {
    FRONTDESK_URL: town.server.url,
    FRONTDESK_TOKEN: await testToken('office-hours', 'Office hours', 'business'),
    HOURS_FILE: file,
    NOW: now,
  });
  await example.says('connected');
  return { example, write };
}

test('[C4] outside office hours a caller is told when we open, and nobody rings', async () => {
  const { example } = await open('2026-11-29T12:00Z');
  const [anna, ines] = [await town.enter('Anna'), await town.enter('Ines', { role: 'agent' })];
  await anna.does('call:request', requestTo(ines.userId));
  expect(await anna.next('call:reply')).toMatchObject({
    code: CODES.queueClosed,
    text: 'We are closed. We open Monday 30 November at 09:00.',
    call: { state: 'finished', endedBy: 'business' },
  });
  expect(await ines.heard()).toEqual([]);
  await example.says('Anna was not put through');
});

test('[C4] whoever is on the list gets through at any time', async () => {
  await open('2026-11-29T12:00Z');
  const branch = await town.enter('Hamburg', { userId: 'branch.hamburg' });
  const ines = await town.enter('Ines', { role: 'agent' });
  await branch.does('call:request', requestTo(ines.userId));
  expect(await ines.next('call:request')).toMatchObject({ call: { state: 'ringing', caller: { name: 'Hamburg' } } });
});

test('[C4] within office hours calls ring, and a change of the file holds from the next call on', async () => {
  const { example, write } = await open('2026-11-30T08:00Z');
  const [anna, ines] = [await town.enter('Anna'), await town.enter('Ines', { role: 'agent' })];
  const { callId } = await anna.does('call:request', requestTo(ines.userId));
  await ines.next('call:request');
  await anna.does('call:reply', { callId, code: CODES.canceled });

  write({ ...HOURS, closedOn: ['2026-11-30'] });
  await anna.does('call:request', requestTo(ines.userId));
  expect(await anna.next('call:reply', ({ code }) => code !== 0)).toMatchObject({
    text: 'We are closed. We open Monday 7 December at 09:00.',
  });

  write('no JSON');
  await anna.does('call:request', requestTo(ines.userId));
  await ines.next('call:request');
  await example.says('SyntaxError');
});

test('a token that is no good is said, and ends the program', async () => {
  const example = Example.node('office-hours', {
    FRONTDESK_URL: town.server.url,
    FRONTDESK_TOKEN: await testToken('anna', 'Anna', 'caller'),
  });
  await example.says('must be signed by that server, of role business, and not expired');
  expect(await example.exit).toBe(1);
});
