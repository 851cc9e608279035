import type { RecordEvent } from '@frontdesk/protocol';
import { expect, test } from 'vitest';
import { nameOn, namesOf } from './who.js';

const ANN = { userId: 'ann', name: 'Ann', role: 'caller' } as const;
const AMY = { userId: 'amy', name: 'Amy', role: 'agent' } as const;
const BEN = { userId: 'ben', name: 'Ben', role: 'agent' } as const;
const OMAR = { userId: 'omar', name: 'Omar' } as const;

const events: RecordEvent[] = [
  { at: 1, kind: 'lost', side: 'callee' },
  { at: 2, kind: 'joined', who: OMAR, by: AMY, callId: 'other' },
  { at: 3, kind: 'handedOver', side: 'callee', from: AMY, to: BEN },
  { at: 4, kind: 'lost', side: 'callee' },
  { at: 5, kind: 'lost', side: 'caller' },
];
const record = { caller: ANN, callee: BEN, events };

test('what happened before a hand-over happened to whoever was there then', () => {
  expect(nameOn(record, 'callee', 0)).toBe('Amy');
  expect(nameOn(record, 'callee', 3)).toBe('Ben');
  expect(nameOn(record, 'caller', 0)).toBe('Ann');
});

test('everybody who was in a call has a name', () => {
  expect(Object.fromEntries(namesOf(record))).toEqual({ ann: 'Ann', amy: 'Amy', ben: 'Ben', omar: 'Omar' });
});
