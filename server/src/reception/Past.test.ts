import { describe, expect, it } from 'vitest';
import { earlierCalls, Past } from './Past.js';
import type { RecordedCall } from './ports.js';

function call(number: number, more: Partial<RecordedCall> = {}): RecordedCall {
  return {
    callId: `c${number}`,
    number: `0000-000${number}`,
    caller: { userId: 'zoe' },
    agent: { userId: `agent-${number}`, name: `Agent ${number}` },
    queueId: 'support',
    requestedAt: number,
    startedAt: number,
    finishedAt: number + 10,
    talkMs: number * 1_000,
    wrapUpMs: 500,
    stars: null,
    disposition: null,
    ...more,
  };
}

/** Records that answer in pages, as they are told to. */
function recordsOf(calls: readonly RecordedCall[]) {
  const asked: (string | undefined)[] = [];
  return {
    asked,
    search: async ({ after, limit }: { after: { callId: string } | null; limit: number }) => {
      asked.push(after?.callId);
      const from = after ? calls.findIndex(({ callId }) => callId === after.callId) + 1 : 0;
      return calls.slice(from, from + limit);
    },
    record: async (callId: string) => ({ ...call(1), callId, notes: `of ${callId}` }),
  };
}

describe('what was before', () => {
  it('is read page by page, the newest first, and what is heard of counts more', async () => {
    const past = new Past();
    past.talks('ann', 'agent-now');
    const other = { caller: { userId: 'ann' } };
    const many = Array.from({ length: 600 }, (_, index) => call(2_000 - index, { caller: { userId: `u${index}` } }));
    const records = recordsOf([call(9), call(8, { agent: null }), call(7, other), call(6), ...many]);
    await past.read(records, 0);
    expect(['zoe', 'ann', 'u599', 'nobody'].map((userId) => past.lastAgentOf(userId))).toEqual([
      'agent-9',
      'agent-now',
      'agent-1401',
      null,
    ]);
    expect(records.asked).toEqual([undefined, 'c1505']);
    expect(past.handledOf('support').slice(-3)).toEqual([6_500, 7_500, 9_500]);
    expect([past.handledOf('support').length, past.handledOf('other')]).toEqual([50, []]);
  });

  it('is none where the records cannot be read', async () => {
    const past = new Past();
    const broken = { search: () => Promise.reject(new Error('away')) };
    await expect(past.read(broken, 0)).rejects.toThrow('away');
    expect(past.lastAgentOf('zoe')).toBeNull();
  });

  it('is shown as a customer’s card has it, with the notes of the newest', async () => {
    const calls = [9, 8, 7, 6, 5, 4].map((number) => call(number, { stars: 5, queueId: number === 8 ? null : 'gone' }));
    const live = call(10, { finishedAt: null });
    const card = await earlierCalls(recordsOf([live, ...calls]), () => null).of('zoe');
    expect(card.map(({ callId, queue, notes }) => [callId, queue, notes])).toEqual([
      ['c9', 'gone', 'of c9'],
      ['c8', null, 'of c8'],
      ['c7', 'gone', 'of c7'],
      ['c6', 'gone', 'of c6'],
      ['c5', 'gone', 'of c5'],
      ['c4', 'gone', ''],
    ]);
    expect(card[0]).toMatchObject({ number: '0000-0009', at: 9, agent: 'Agent 9', talkMs: 9_000, stars: 5 });
  });
});
