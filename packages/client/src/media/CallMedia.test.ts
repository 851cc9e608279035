import { CODES } from '@frontdesk/protocol';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Answer, Send } from '../connection/Send.js';
import { BLUR } from '../effects/blur.js';
import type { EffectRun } from '../effects/effect.js';
import { Keep } from '../Keep.js';
import { ANA, BEN, ringing, started } from '../testing/calls.js';
import { DOWN } from '../testing/controlledPage.js';
import { FakeStream, FakeTrack } from '../testing/FakeTrack.js';
import { ManualClock, settled } from '../testing/ManualClock.js';
import { PaperLink } from '../testing/PaperLink.js';
import type { CallView } from '../views.js';
import { CallMedia, type OpensAt } from './CallMedia.js';
import { CallMemory } from './CallMemory.js';
import type { Opened } from './Devices.js';

beforeEach(() => {
  vi.stubGlobal('MediaStream', FakeStream);
  return () => vi.unstubAllGlobals();
});

const BOTH = { audio: true, video: true };
const SENDS_BOTH = { ...BOTH, screen: false };
const NEITHER = { audio: false, video: false, screen: false };
const CALL = started();
const STARTED = {
  state: 'started',
  call: CALL,
  side: 'callee',
  other: ANA,
  reachable: true,
  since: 0,
} satisfies CallView;

/** Ben's media in Ana's call, whose browser answers `open` when the test says so, and whose server says `served` to all. */
function benInCall(served: Answer<object> = { ok: true, value: {} }, opensAt: OpensAt = 'dialing') {
  const clock = new ManualClock();
  const said: unknown[] = [];
  const chosen: string[] = [];
  const answers: ((opened: Opened) => void)[] = [];
  const memory = new CallMemory(new Keep(() => null));
  const media = new CallMedia({
    devices: {
      open: () => new Promise((resolve) => answers.push(resolve)),
      choose: (_, deviceId) => void chosen.push(deviceId),
    },
    opensAt,
    send: (async () => served) as unknown as Send,
    post: ({ data }) => {
      if ('media' in data) said.push(data.media);
    },
    clock,
    serverNow: () => clock.now(),
    memory,
    endpointId: () => 'ben-1',
    onDoubt: () => undefined,
    onGivenUp: () => undefined,
    onTicket: () => undefined,
    makeLink: (options) => new PaperLink(options),
  });
  const begin = async (): Promise<void> => {
    media.setLine(true);
    media.open(BOTH);
    media.follow(STARTED);
    media.started({ call: CALL, code: CODES.ok, param: 0, text: '', iceServers: [], icePolicy: 'all', ticket: '' });
    media.hear({ callId: 'c1', from: ANA.endpointId, epoch: 1, data: [{ type: 'offer', sdp: 'v=0' }] });
    await settled();
  };
  const answer = (at: number, problem: 'in_use' | null = null): Promise<void> => {
    const track = (kind: string) => (problem ? null : new FakeTrack(kind).asTrack());
    answers[at]?.({ audio: track('audio'), video: track('video'), problems: { audio: null, video: problem } });
    return settled();
  };
  return { media, memory, clock, said, chosen, answers, begin, answer };
}

it('says what it sends once, when the devices are quick', async () => {
  const { clock, said, begin, answer } = benInCall();
  await begin();
  expect(said).toEqual([]);
  await answer(0);
  clock.pass(10_000);
  expect(said).toEqual([SENDS_BOTH]);
});

it('says that it sends nothing while the browser’s question is open, and takes it back when it is answered', async () => {
  const { media, clock, said, begin, answer } = benInCall();
  await begin();
  expect(media.view.get().link).toBe('connected');
  clock.pass(500);
  expect(said).toEqual([NEITHER]);
  expect(media.view.get().isOpening).toBe(true);
  await answer(0);
  expect(said).toEqual([NEITHER, SENDS_BOTH]);
  expect(media.view.get().isOpening).toBe(false);
});

it('says that no picture is sent until the blurred one is, while one’s own switch stays as it is', async () => {
  let done: (run: EffectRun) => void = () => undefined;
  vi.spyOn(BLUR, 'isPossible').mockReturnValue(true);
  vi.spyOn(BLUR, 'start').mockImplementation(() => new Promise((resolve) => (done = resolve)));
  const { media, said, begin, answer } = benInCall();
  await begin();
  await answer(0);
  void media.effects.set('blur', true);
  expect([said.at(-1), media.view.get().sending]).toEqual([{ ...SENDS_BOTH, video: false }, SENDS_BOTH]);
  done({ track: new FakeTrack('video').asTrack(), made: () => 0, stop: () => undefined });
  await settled();
  expect(said).toEqual([SENDS_BOTH, { ...SENDS_BOTH, video: false }, SENDS_BOTH]);
  void media.effects.set('blur', false);
  expect(said.at(-1)).toEqual(SENDS_BOTH);
  vi.restoreAllMocks();
});

it('does not let a question that is left open silence the next call', async () => {
  const { media, said, begin, answer } = benInCall();
  await begin();
  media.follow({ state: 'idle' });
  await begin();
  await answer(1);
  expect(said).toEqual([SENDS_BOTH]);
});

it('[C20] tells what it sends once more when the line is back, and when the other’s page is', async () => {
  const { media, memory, said, begin, answer } = benInCall();
  await begin();
  await answer(0);
  media.setLine(false);
  await media.setMuted(true);
  expect(memory.read('c1')).toMatchObject({ muted: true });
  expect(said.splice(0)).toEqual([SENDS_BOTH]);
  media.setLine(true);
  expect(said.splice(0)).toEqual([{ audio: false, video: true, screen: false }]);
  media.follow({ ...STARTED, reachable: false });
  media.follow(STARTED);
  expect(said).toEqual([{ audio: false, video: true, screen: false }]);
});

it.each<[string, Answer<object>, string]>([
  ['goes on over a link whose signal the server is slow to acknowledge', { ...DOWN, isUnanswered: true }, 'connected'],
  ['makes another link where the server says that the other’s page is lost', DOWN, 'failed'],
])('%s', async (_, served, link) => {
  const { media, begin } = benInCall(served);
  await begin();
  expect(media.view.get().link).toBe(link);
});

it('prefers a device only once it has opened', async () => {
  const { media, chosen, begin, answer } = benInCall();
  await media.use('video', 'before-the-call');
  expect(chosen).toEqual(['before-the-call']);
  await begin();
  await answer(0);
  const failing = media.use('video', 'taken');
  for (const at of [1, 2, 3]) await answer(at, 'in_use');
  expect(await failing).toEqual({ ok: false, problem: 'in_use' });
  expect(chosen).toEqual(['before-the-call']);
});

it('says that a screen is shared, and no more at the end of the call', async () => {
  const { media, said, begin, answer } = benInCall();
  media.sendScreen(new MediaStream([new FakeTrack('video').asTrack()]));
  expect(media.view.get().sending.screen).toBe(false);
  await begin();
  await answer(0);
  const screen = new FakeTrack('video');
  media.sendScreen(new MediaStream([screen.asTrack(), new FakeTrack('audio').asTrack()]));
  expect(said.at(-1)).toEqual({ ...BOTH, screen: true });
  expect(screen).toMatchObject({ contentHint: 'detail', readyState: 'live' });
  media.hear({ callId: 'c1', from: ANA.endpointId, epoch: 1, data: { media: { ...BOTH, screen: true } } });
  expect(media.view.get().receiving.screen).toBe(true);
  media.sendScreen(null);
  expect(said.at(-1)).toEqual(SENDS_BOTH);
  media.sendScreen(new MediaStream([screen.asTrack()]));
  media.follow({ state: 'idle' });
  expect(media.view.get().sending).toEqual(NEITHER);
});

it('opens the devices of one who may wait for long only when it rings, and closes them when it waits again', async () => {
  const { media, answers, answer } = benInCall(undefined, 'ringing');
  const outgoing = (state: 'waiting' | 'ringing'): CallView => {
    const said = { place: 2, text: '', wait: null };
    return {
      state: 'outgoing',
      call: ringing({ state }),
      other: BEN,
      reachable: true,
      since: 0,
      dialed: 'queue.a',
      said,
    };
  };
  media.dial(BOTH);
  media.follow(outgoing('waiting'));
  expect([answers.length, media.view.get().isOpening]).toEqual([0, false]);
  media.follow(outgoing('ringing'));
  await answer(0);
  expect(media.view.get().sending).toEqual(SENDS_BOTH);
  media.follow(outgoing('waiting'));
  expect(media.view.get().sending).toEqual(NEITHER);
  media.follow(outgoing('ringing'));
  expect(answers.length).toBe(2);
});
