import type { PresentUser } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import { arrange, matching, repeatedNames } from './peopleList.js';

function person(userId: string, name: string, status: PresentUser['status'] = 'available'): PresentUser {
  return { userId, name, role: 'caller', status };
}

const ids = (people: readonly PresentUser[]): readonly string[] => people.map(({ userId }) => userId);

describe('the list of people', () => {
  test('shows those who can be called first, each group by name', () => {
    const people = [
      person('1', 'Zoe'),
      person('2', 'Ben', 'busy'),
      person('3', 'Émile'),
      person('4', 'Ada', 'offline'),
    ];
    expect(ids(arrange(people, 'en'))).toEqual(['3', '1', '2', '4']);
  });

  test('keeps people of one name in one order', () => {
    const twins = [person('b', 'Ada'), person('a', 'Ada')];
    expect(ids(arrange(twins, 'en'))).toEqual(['a', 'b']);
    expect(ids(arrange([...twins].reverse(), 'en'))).toEqual(['a', 'b']);
  });

  test('knows which names repeat', () => {
    expect([...repeatedNames([person('1', 'Ada'), person('2', 'Ben'), person('3', 'Ada')])]).toEqual(['Ada']);
  });

  test('finds by name and by id, and adds whom the server found', () => {
    const people = [person('u-77', 'Ada'), person('u-2', 'Ben')];
    expect(ids(matching(people, ' aD', []))).toEqual(['u-77']);
    expect(ids(matching(people, '77', [person('u-77', 'Ada'), person('x-77', 'Carl')]))).toEqual(['u-77', 'x-77']);
    expect(matching(people, '  ', [person('u-9', 'Eve')])).toBe(people);
  });
});
