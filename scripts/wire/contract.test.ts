import { readFileSync } from 'node:fs';
import { CODES, codeName } from '@frontdesk/protocol';
import { businessCommandSchemas, commandSchemas } from '@frontdesk/protocol/schemas';
import { businessNewsSchemas, newsSchemas } from '@frontdesk/protocol/schemas/news';
import { callSnapshotSchema, endedBySchema, stateSchema } from '@frontdesk/protocol/schemas/snapshots';
import { describe, expect, test } from 'vitest';
import { rowsOf } from '../rules/rows.js';

const CONTRACT = readFileSync('docs/protocol.md', 'utf8');

/** What the rows with this prefix are called, in the order of the alphabet. */
function idsOf(prefix: string): string[] {
  const ids = rowsOf(CONTRACT).map(({ id }) => id);
  return ids
    .filter((id) => id.startsWith(prefix))
    .map((id) => id.slice(prefix.length))
    .sort();
}

describe('docs/protocol.md and packages/protocol name the same', () => {
  test('[code names] codes, each with its name', () => {
    const written = [...CONTRACT.matchAll(/^\| (\d+) \| `(\w+)`/gm)].map(([, code, name]) => [Number(code), name]);
    expect(written).toEqual(Object.values(CODES).map((code) => [code, codeName(code)]));
  });

  test('[other codes] and any other code is named other', () => {
    expect([codeName(777), codeName(2_147_483_647)]).toEqual(['other', 'other']);
  });

  test.each([
    ['command ', commandSchemas],
    ['news ', newsSchemas],
    ['business command ', businessCommandSchemas],
    ['business news ', { ...businessNewsSchemas, 'call:decide': null }],
  ])('%s', (prefix, schemas) => {
    expect(idsOf(prefix)).toEqual(Object.keys(schemas).sort());
  });

  test('[snapshot] fields, states and ends of a snapshot', () => {
    const [, fields = ''] = /\*\*\[snapshot\]\*\*[^{]*`\{([^}]*)\}`/.exec(CONTRACT) ?? [];
    expect(fields.split(/,\s*/)).toEqual(Object.keys(callSnapshotSchema.unwrap().shape));
    const [, states = ''] = /- `state` is ([^.]*)\./.exec(CONTRACT) ?? [];
    expect([...states.matchAll(/`(\w+)`/g)].map(([, state]) => state)).toEqual(stateSchema.options);
    const [, ends = ''] = /`endedBy` \(([^)]*)\)/.exec(CONTRACT) ?? [];
    expect([...ends.matchAll(/`(\w+)`/g)].map(([, end]) => end)).toEqual(endedBySchema.options);
  });
});
