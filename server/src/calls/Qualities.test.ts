import { type QualityNews, REMEMBER_MS } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import { qualityOf } from '../../test/quality.js';
import { VirtualClock } from '../../test/VirtualClock.js';
import type { Call, Finished, Started } from './call.js';
import { Qualities } from './Qualities.js';

const ASKED = {
  callId: 'c1',
  caller: { userId: 'ann', name: 'Ann', role: 'caller' },
  callerEndpoint: 'a',
  dialed: { userId: 'bob', name: 'Bob', role: 'caller' },
  flags: 3,
  param: 0,
  text: '',
  room: null,
  requestedAt: 0,
  preconnect: false,
} as const;
const BASE = { asked: ASKED, version: 2, ringingAt: 1, rang: [], left: [], callee: ASKED.dialed, calleeEndpoint: 'b' };
const STARTED: Started = {
  ...BASE,
  state: 'started',
  startedAt: 2,
  roomId: 7,
  lost: { caller: null, callee: null },
  unshown: null,
  isTakenUp: false,
};
const FINISHED: Finished = {
  ...BASE,
  state: 'finished',
  code: 0,
  endedBy: 'caller',
  startedAt: 2,
  finishedAt: 3,
  roomId: 7,
};
const ANN = { userId: 'ann', endpointId: 'a' };

function makeQualities() {
  const kept: QualityNews[] = [];
  const clock = new VirtualClock();
  const world: { call: Call } = { call: STARTED };
  const store = { find: async () => world.call };
  const qualities = new Qualities({ store, clock, keepers: [(record) => kept.push(record)] });
  const say = (seconds: number) =>
    qualities.take(ANN, { callId: 'c1', quality: qualityOf({ seconds }) }, () => undefined);
  const end = () => {
    world.call = FINISHED;
    qualities.watch(STARTED, FINISHED);
  };
  return { kept, clock, qualities, say, end };
}

describe('how good a call was', () => {
  test('[quality record] said by a page that closed is kept a minute after the end, the last of it', async () => {
    const { kept, clock, say, end } = makeQualities();
    await say(1);
    await say(2);
    end();
    expect(kept).toEqual([]);
    await clock.pass(REMEMBER_MS);
    expect(kept).toEqual([{ callId: 'c1', side: 'caller', quality: qualityOf({ seconds: 2 }) }]);
  });

  test('[quality record] said after the end is kept at once, and only the first time', async () => {
    const { kept, clock, say, end } = makeQualities();
    end();
    await say(1);
    await say(2);
    await clock.pass(REMEMBER_MS);
    expect(kept).toEqual([{ callId: 'c1', side: 'caller', quality: qualityOf({ seconds: 1 }) }]);
  });

  test('is kept when the server closes, of calls that are over', async () => {
    const { kept, qualities, say, end } = makeQualities();
    await say(1);
    qualities.close();
    expect(kept).toEqual([]);
    end();
    qualities.close();
    expect(kept).toHaveLength(1);
  });
});
