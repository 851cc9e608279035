import { type CallView, type MediaView, WritableStore } from '@frontdesk/client';
import { beforeEach, expect, it, vi } from 'vitest';
import { BEN, ended, started } from './samples/people.js';
import { shownCall } from './shownCall.js';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const STARTED = started(BEN);
const OUTGOING: CallView = {
  ...STARTED,
  state: 'outgoing',
  dialed: BEN.userId,
  said: { place: null, text: '', wait: null },
};
const KINDS = { audio: true, video: true, screen: false };
const MEDIA: MediaView = {
  link: 'connecting',
  isAgreed: false,
  local: null,
  remote: null,
  remoteScreen: null,
  sending: KINDS,
  receiving: KINDS,
  allowed: KINDS,
  problems: { audio: null, video: null },
  isOpening: false,
};

/** What is drawn of a call that was shown as `before`, each time it changes. */
function watch(before: CallView) {
  const call = new WritableStore<CallView>(before);
  const view = new WritableStore(MEDIA);
  const shown = shownCall({ call, media: view });
  const drawn: string[] = [];
  const stop = shown.subscribe(() => drawn.push(shown.get().state));
  return { call, view, shown, drawn, stop };
}

it('draws an answered call once both pages have agreed', () => {
  const { call, view, drawn } = watch(OUTGOING);
  call.set(STARTED);
  expect(drawn).toEqual([]);
  view.patch({ isAgreed: true });
  expect(drawn).toEqual(['started']);
  vi.advanceTimersByTime(1_000);
  expect(drawn).toEqual(['started']);
});

it('draws it soon though the other page says nothing', () => {
  const { call, drawn } = watch(OUTGOING);
  call.set(STARTED);
  vi.advanceTimersByTime(400);
  expect(drawn).toEqual(['started']);
});

it('waits a moment for the devices, and no longer: a question that nobody answers', () => {
  const quick = watch(OUTGOING);
  quick.view.patch({ isAgreed: true, isOpening: true });
  quick.call.set(STARTED);
  vi.advanceTimersByTime(15);
  expect(quick.drawn).toEqual([]);
  quick.view.patch({ isOpening: false });
  expect(quick.drawn).toEqual(['started']);
  const slow = watch(OUTGOING);
  slow.view.patch({ isOpening: true });
  slow.call.set(STARTED);
  vi.advanceTimersByTime(100);
  slow.view.patch({ isAgreed: true });
  expect(slow.drawn).toEqual(['started']);
  const asked = watch(OUTGOING);
  asked.view.patch({ isAgreed: true, isOpening: true });
  asked.call.set(STARTED);
  vi.advanceTimersByTime(60);
  expect(asked.drawn).toEqual(['started']);
});

it('draws the end, and a call found after a reload, at once', () => {
  const { call, drawn } = watch(OUTGOING);
  call.set(STARTED);
  call.set(ended(0));
  expect(drawn).toEqual(['ended']);
  const reloaded = watch({ state: 'idle' });
  reloaded.call.set(STARTED);
  expect(reloaded.drawn).toEqual(['started']);
});

it('draws nothing any more once nobody looks', () => {
  const { call, drawn, stop } = watch(OUTGOING);
  call.set(STARTED);
  stop();
  vi.advanceTimersByTime(1_000);
  expect(drawn).toEqual([]);
});
