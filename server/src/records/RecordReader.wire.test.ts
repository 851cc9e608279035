import { CODES, OUTCOMES, outcomeOf } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { PLACES } from '../../test/recordsOn.js';
import { openDatabase } from './database/openDatabase.js';
import { RecordReader } from './RecordReader.js';

const CALL = {
  seq: 1,
  run: 'a-run',
  ...{ caller_id: 'ann', caller_name: 'Ann', callee_id: 'ben', callee_name: 'Ben' },
  requested_at: 1_700_000_000_000,
  ...{ ring_ms: 0, hold_ms: 0, notes: '', notes_words: '', form_words: '', has_chat: 0 },
};

describe.each(PLACES)('on $name', ({ make, isThere }) => {
  it.skipIf(!isThere)('finds calls by what became of them, each by one word', async () => {
    const place = await make();
    const db = await openDatabase(place.folder, place.url);
    const reader = new RecordReader(db, async () => undefined);
    const codes = [null, 7, ...Object.values(CODES)];
    const calls = codes.flatMap((code) =>
      [null, 1_700_000_005_000].map((started_at) => {
        const state = code === null ? 'ringing' : 'finished';
        return { ...CALL, call_id: `${code}-${started_at}`, state, code, started_at };
      }),
    );
    await db.insertInto('calls').values(calls).execute();
    const all = { viewer: null, after: null, limit: 100 };
    const rows = await reader.search(all);
    expect(rows).toHaveLength(calls.length);
    for (const outcome of OUTCOMES) {
      const found = await reader.search({ ...all, outcome });
      expect(found, outcome).toEqual(rows.filter((row) => outcomeOf(row) === outcome));
      expect(found.length, outcome).toBeGreaterThan(0);
    }
    await db.destroy();
    await place.remove();
  });
});
