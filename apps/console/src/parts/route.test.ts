import { expect, test } from 'vitest';
import { hashOf, type Route, routeOf, welcomeOf } from './route.js';

const ROUTES: readonly Route[] = [
  { page: 'desk' },
  { page: 'calls' },
  { page: 'call', callId: 'a/b c' },
  { page: 'people' },
];

test.each(ROUTES)('a page stands in the address, and is found there: %o', (route) => {
  expect(routeOf(hashOf(route))).toEqual(route);
});

test('whatever else stands there is the desk', () => {
  for (const hash of ['', '#', '#/', '#/nowhere', '#first-admin=x']) expect(routeOf(hash)).toEqual({ page: 'desk' });
});

test('what is cut off in the middle of a letter stands for itself', () => {
  expect(routeOf('#/calls/%')).toEqual({ page: 'call', callId: '%' });
});

test('links that were sent are known by what they begin with', () => {
  expect(welcomeOf('#first-admin=abc')).toEqual({ kind: 'firstAdmin', secret: 'abc' });
  expect(welcomeOf('#invitation=a%2Bb')).toEqual({ kind: 'invitation', secret: 'a+b' });
  expect(welcomeOf('#reset=x')).toEqual({ kind: 'reset', secret: 'x' });
  expect([welcomeOf('#invitation='), welcomeOf('#/people'), welcomeOf('')]).toEqual([null, null, null]);
});
