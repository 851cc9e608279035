import type { Command } from '@frontdesk/protocol';
import { commandSchemas } from '@frontdesk/protocol/schemas';
import { beforeAll, describe, expect, it } from 'vitest';
import { accept, ring, talk } from '../../test/calls.js';
import type { Person } from '../../test/Person.js';
import { qualityOf } from '../../test/quality.js';
import { useTown } from '../../test/useTown.js';

const town = useTown({ RATE_COMMANDS: '0' });

/** A payload, field by field, that would do something if it were taken. */
type Sample = Readonly<Record<string, unknown>>;

interface Field {
  /** Whether a payload without it is malformed. */
  readonly isNeeded: boolean;
  readonly bad: readonly unknown[];
}

function nested(depth: number): unknown {
  let value: unknown = [];
  for (let level = 1; level < depth; level++) value = [value];
  return value;
}

const HOSTILE_JSON = '{"__proto__":{"callId":"x","on":true},"constructor":{"prototype":{}}}';
const notText = [null, 5, Number.NaN, true, {}, ['x'], nested(1_000), JSON.parse(HOSTILE_JSON), Buffer.from('x')];
/** Where null is taken. */
const notNothing = notText.filter((value) => value !== null && !Number.isNaN(value));
const notWords = [...notText, 'x\ud800', '\udc00', 'a\0b'];
const notWhole = [null, '1', Number.NaN, Number.POSITIVE_INFINITY, 1.5, true, [1], {}, nested(1_000), Buffer.from('1')];
const notFlag = [null, 0, 1, 'true', {}, [true], Buffer.from('1')];
const words = (max: number, isNeeded = true): Field => ({
  isNeeded,
  bad: [...notWords, ...(isNeeded ? [''] : []), 'x'.repeat(max + 1), 'x'.repeat(100_000)],
});
const whole = (min: number, max: number, isNeeded = false): Field => ({
  isNeeded,
  bad: [...notWhole, min - 1, max + 1, 1e308, -1e308],
});
const loss = { median: 0, worst: 0 };
const badQualities = [
  ...notText,
  'x',
  ...notWhole.map((seconds) => ({ ...qualityOf(), seconds })),
  { ...qualityOf(), seconds: -1 },
  { ...qualityOf(), sent: { ...qualityOf().sent, loss: { ...loss, worst: 1.01 } } },
  { ...qualityOf(), received: { ...qualityOf().sent, jitterMs: { ...loss, median: -1 } } },
  { ...qualityOf(), roundTripMs: { ...loss, worst: 1e300 } },
  { ...qualityOf(), route: { relayed: true, protocol: 'pigeon' } },
  { ...qualityOf(), browser: 'x'.repeat(65) },
  { ...qualityOf(), ladder: nested(1_000) },
];
const flag = (isNeeded: boolean): Field => ({ isNeeded, bad: notFlag });

const callId = words(64);
const param = whole(-(2 ** 31), 2 ** 31 - 1);
const text = words(4_096, false);
const purpose = { callId: 'c', as: 'join' };
const room: Field = {
  isNeeded: false,
  bad: [...notWords, 'c', {}, { ...purpose, as: 'spy' }, { ...purpose, callId: '' }, { as: 'join' }, { callId: 'c' }],
};
const FIELDS: Readonly<Record<Command, Readonly<Record<string, Field>>>> = {
  'call:request': {
    to: words(128),
    requestId: words(128),
    flags: whole(0, 255),
    param,
    text,
    preconnect: flag(false),
    room,
  },
  'call:join': { callId },
  'call:transfer': { callId, to: words(64) },
  'call:alert': { callId, preconnect: flag(false) },
  'call:reply': { callId, code: whole(0, 2 ** 31 - 1, true), param, text },
  'call:finish': { callId, code: whole(0, 2 ** 31 - 1), param, text },
  'call:signal': {
    callId,
    to: words(64),
    epoch: whole(1, 2 ** 31 - 1, true),
    data: {
      isNeeded: true,
      bad: [
        null,
        5,
        'x',
        true,
        nested(17),
        nested(1_000),
        { a: Buffer.from('x') },
        Buffer.from('x'),
        'x'.repeat(70_000),
      ],
    },
  },
  'call:ice': { callId },
  'call:resume': { ticket: { isNeeded: true, bad: [...notText, '', 'x'.repeat(40 * 1_024 + 1), 'x'.repeat(100_000)] } },
  'call:message': {
    callId,
    messageId: words(128),
    kind: { isNeeded: true, bad: [...notWords, '', 'picture'] },
    text: words(4_096),
  },
  'call:messages': { callId, after: whole(0, Number.MAX_SAFE_INTEGER) },
  'call:quality': { callId, quality: { isNeeded: true, bad: badQualities } },
  'presence:watch': { on: flag(true) },
  'users:find': { query: words(80) },
  'endpoint:bye': {},
  'desk:sit': {},
  'desk:leave': {},
  'desk:choose': {
    status: { isNeeded: true, bad: [...notWords, '', 'busy', 'ringing'] },
    reason: { ...words(80), isNeeded: false },
  },
  'desk:reach': { unreachable: { isNeeded: true, bad: [...notNothing, '', 'noPage', 'tired'] } },
  'desk:note': { callId, notes: { ...text, isNeeded: true } },
  'desk:done': {
    callId,
    disposition: { ...words(80, false), bad: [...notNothing, 'x\ud800', '', 'x'.repeat(81)] },
    notes: text,
  },
  'desk:card': { callId },
  'desk:targets': {},
};
const COMMANDS = Object.keys(commandSchemas) as Command[];
const NOT_PAYLOADS = [null, 5, Number.NaN, 'x', true, [], [{}], nested(1_000)];

describe('bad input', () => {
  let ann: Person;
  let bob: Person;
  let samples: Readonly<Record<Command, Sample>>;
  let before: string;

  /** What everybody knows and has heard: the same before and after. */
  async function world(): Promise<string> {
    const page = await town.another(ann);
    const { calls, ended } = page.ready;
    await page.leave();
    return JSON.stringify([calls, ended, await ann.heard(), await bob.heard(), ann.gone, bob.gone]);
  }

  async function isBadArgument(command: string, ...args: unknown[]): Promise<void> {
    const what = `${command} ${JSON.stringify(args)?.slice(0, 120)}`;
    expect(await ann.send(command, ...args), what).toEqual({
      ok: false,
      error: { code: 21, name: 'bad_argument', message: expect.any(String) },
    });
  }

  beforeAll(async () => {
    ann = await town.enter('Ann');
    bob = await town.enter('Bob');
    const cid = await town.enter('Cid');
    const ringing = await ring(ann, bob);
    const { caller } = await accept(ringing, ann, bob);
    const of = { callId: ringing.callId };
    samples = {
      'call:request': { to: cid.userId, requestId: 'r', flags: 3, param: 0, text: '', preconnect: false },
      'call:join': of,
      'call:transfer': { ...of, to: cid.userId },
      'call:alert': { ...of, preconnect: false },
      'call:reply': { ...of, code: 100101, param: 0, text: '' },
      'call:finish': { ...of, code: 0, param: 0, text: '' },
      'call:signal': { ...of, to: bob.endpointId, epoch: 1, data: {} },
      'call:ice': of,
      'call:resume': { ticket: caller.ticket },
      'call:message': { ...of, messageId: 'm', kind: 'text', text: 'x' },
      'call:messages': { ...of, after: 0 },
      'call:quality': { ...of, quality: qualityOf() },
      'presence:watch': { on: true },
      'users:find': { query: 'x' },
      'endpoint:bye': {},
      'desk:sit': {},
      'desk:leave': {},
      'desk:choose': { status: 'break', reason: 'Lunch' },
      'desk:reach': { unreachable: null },
      'desk:note': { ...of, notes: 'x' },
      'desk:done': { ...of, disposition: 'Solved', notes: 'x' },
      'desk:card': of,
      'desk:targets': {},
    };
    before = await world();
  });

  for (const command of COMMANDS) {
    it(`${command} that is no object is 21, and nothing changes`, async () => {
      await isBadArgument(command);
      for (const payload of NOT_PAYLOADS) await isBadArgument(command, payload);
      if (Object.keys(FIELDS[command]).length > 0) await isBadArgument(command, Buffer.from('{}'));
      expect(await world()).toBe(before);
    });

    for (const [name, { isNeeded, bad }] of Object.entries(FIELDS[command])) {
      it(`[bounds] ${command} with a bad ${name} is 21, and nothing changes`, async () => {
        const { [name]: _, ...rest } = samples[command];
        if (isNeeded) {
          await isBadArgument(command, rest);
          // What Object.prototype seems to hold is not there.
          await isBadArgument(command, JSON.parse(`{"__proto__":${JSON.stringify(samples[command])}}`));
        }
        for (const value of bad) await isBadArgument(command, { ...rest, [name]: value });
        expect(await world()).toBe(before);
      });
    }
  }

  it('[code 21] an unknown command is 21, whatever its name', async () => {
    for (const name of ['', 'x', 'call:start', 'call:ICE', '__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      await isBadArgument(name, samples['call:finish']);
    }
    expect(await world()).toBe(before);
  });

  it('a bad command that asks for no acknowledgment does nothing at all', async () => {
    for (const command of COMMANDS) {
      for (const payload of NOT_PAYLOADS) ann.socket.emit(command, payload);
      ann.socket.emit(command);
    }
    expect(await world()).toBe(before);
  });

  it('what stands behind a payload is not looked at', async () => {
    await isBadArgument('call:finish', null, samples['call:finish'], samples['call:finish']);
    await isBadArgument('call:finish', 'x', null, [], {});
    expect(await ann.send('users:find', { query: 'nobody' }, 'x', null, {})).toEqual({
      ok: true,
      value: { users: [] },
    });
    expect(await world()).toBe(before);
  });

  it('[bounds] names that the payload carries beyond its schema change nothing', async () => {
    const hostile = { ...JSON.parse(HOSTILE_JSON), query: 'nobody', userId: 'boss', role: 'admin' } as object;
    expect(await ann.send('users:find', hostile)).toEqual({ ok: true, value: { users: [] } });
    expect(({} as { on?: boolean }).on).toBeUndefined();
  });

  it('the next call works', async () => {
    await ann.does('call:finish', samples['call:finish'] as { callId: string });
    await talk(bob, ann);
  });
});

describe('packets that no client of Socket.IO sends', () => {
  const packets = [
    '2["error","x"]',
    '2["disconnect"]',
    '2["disconnecting"]',
    '2["newListener",1]',
    '2["connect"]',
    '2[5,{}]',
    '2[null]',
    '2[{"a":1}]',
    '2[]',
    '2{}',
    '2"call:ice"',
    '2["call:ice"',
    '2',
    '27["call:ice",{}]extra',
    '2999999999999999999999["call:ice",{}]',
    '31["late"]',
    '3["no id"]',
    '0{}',
    '0',
    '4{"message":"x"}',
    '9',
    'x',
    '',
    '51-["call:ice",{"callId":{"_placeholder":true,"num":9}}]',
    '59999999-["call:ice",{"_placeholder":true,"num":0}]',
    '2/business,["call:ice",{}]',
    '0/business,{"token":"x"}',
  ];

  it('may cost the sender its connection, and nobody else anything', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    for (const packet of packets) {
      const eve = await town.enter('Eve');
      eve.sendRaw(packet);
      eve.sendRaw('2["endpoint:bye",{}]');
      await eve.isGone();
    }
    await ann.does('call:signal', { callId, to: bob.endpointId, epoch: 1, data: {} });
    expect(await ann.heard()).toEqual(['call:reply', 'call:start']);
    expect(await bob.heard()).toEqual(['call:request', 'call:start', 'call:signal']);
  });
});

describe('a packet of more than 128 KiB', () => {
  const huge = 'x'.repeat(128 * 1024);

  for (const transport of ['websocket', 'polling'] as const) {
    it(`[packet size] over ${transport} closes the connection, and the call survives it`, async () => {
      const ann = await town.enter('Ann');
      const bob = await town.enter('Bob', { transports: [transport] });
      const { callId } = await talk(ann, bob);
      bob.socket.emit('users:find', { query: huge });
      await bob.isGone();
      expect(await ann.next('call:peer')).toEqual({ callId, endpointId: bob.endpointId, connected: false });
      const back = await town.again(bob);
      expect(back.ready.calls).toMatchObject([{ callId, state: 'started' }]);
      await back.does('call:finish', { callId });
      expect(await ann.next('call:finish')).toMatchObject({ code: 0 });
    });
  }

  it('[packet size] is bounded at 128 KiB: one just below is answered', async () => {
    const ann = await town.enter('Ann');
    expect(await ann.send('users:find', { query: huge.slice(100) })).toMatchObject({ error: { code: 21 } });
    expect(ann.gone).toBeNull();
  });
});
