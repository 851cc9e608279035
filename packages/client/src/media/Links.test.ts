import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ANA, BEN, started } from '../testing/calls.js';
import { FakeStream } from '../testing/FakeTrack.js';
import { ManualClock } from '../testing/ManualClock.js';
import { Links } from './Links.js';
import type { CallParties, MediaSession, SessionView } from './MediaSession.js';

beforeEach(() => {
  vi.stubGlobal('MediaStream', FakeStream);
  return () => vi.unstubAllGlobals();
});

const CAT = 'cat-1';
const NOTHING = { audio: false, video: false, screen: false };

/** A session that only notes what is done with it. */
class PaperSession {
  readonly did: string[] = [];
  readonly isInitiator: boolean;
  seen: SessionView;

  constructor({ peer, isInitiator }: CallParties) {
    this.isInitiator = isInitiator;
    const remote = Object.assign(new MediaStream(), { of: peer });
    this.seen = { link: 'connecting', isAgreed: false, remote, remoteScreen: null, receiving: NOTHING };
  }

  goOnAs = (callId: string): void => void this.did.push(callId);
  hush = (isHushed: boolean): void => void this.did.push(isHushed ? 'hush' : 'speak');
  setReachable = (isThere: boolean): void => void this.did.push(isThere ? 'there' : 'away');
  close = (): void => void this.did.push('close');
}

function links() {
  const clock = new ManualClock();
  const made: Record<string, PaperSession[]> = {};
  const shown: Partial<SessionView>[] = [];
  const group = new Links({
    clock,
    make: (parties) => {
      const session = new PaperSession(parties);
      made[parties.peer] = [...(made[parties.peer] ?? []), session];
      return session as unknown as MediaSession;
    },
    onMain: (fields) => shown.push(fields),
    onBeside: () => undefined,
  });
  const remoteShown = (): unknown => shown.findLast((fields) => 'remote' in fields)?.remote;
  return { group, made, shown, clock, remoteShown };
}

function to(peer: string, fields: Partial<CallParties> = {}): CallParties {
  return { call: started(), side: 'caller', peer, isInitiator: true, ...fields };
}

describe('the links of a page', () => {
  it('[C29] are made once and stay while others come and go', () => {
    const { group, made } = links();
    group.follow([to(BEN.endpointId)]);
    group.follow([to(BEN.endpointId), to(CAT)]);
    group.follow([to(BEN.endpointId)]);
    expect(made[BEN.endpointId]).toHaveLength(1);
    expect(made[BEN.endpointId]?.[0]?.did).not.toContain('close');
    expect(made[CAT]?.[0]?.did).toEqual(['close']);
  });

  it('[C31] that to the one who takes the call over is kept, and is the main one at once', () => {
    const { group, made, remoteShown } = links();
    group.follow([to(BEN.endpointId), to(CAT)]);
    group.follow([to(CAT, { call: started({ callId: 'h' }) })]);
    expect([made[CAT]?.length, made[CAT]?.[0]?.did]).toEqual([1, ['h']]);
    expect(made[BEN.endpointId]?.[0]?.did.at(-1)).toBe('close');
    expect(remoteShown()).toBe(made[CAT]?.[0]?.seen.remote);
  });

  it('[C31] is made anew where the other of the two makes links from now on', () => {
    const { group, made } = links();
    group.follow([to(BEN.endpointId), to(CAT)]);
    group.follow([to(CAT, { isInitiator: false })]);
    expect([made[CAT]?.length, made[CAT]?.[0]?.did]).toEqual([2, ['close']]);
  });
});

describe('the picture of who has handed the call over', () => {
  it.each([
    ['until the next one has a picture', 300, true],
    ['for 5 s at the longest', 5_000, false],
  ])('stands %s', (_, ms, arrives) => {
    const { group, made, clock, remoteShown } = links();
    group.follow([to(BEN.endpointId)]);
    group.changed(BEN.endpointId, made[BEN.endpointId]?.[0]?.seen ?? {});
    group.follow([to(CAT)]);
    const [ben, cat] = [made[BEN.endpointId]?.[0], made[CAT]?.[0]];
    if (!ben || !cat) throw new Error('no links');
    group.changed(CAT, cat.seen);
    clock.pass(ms - 100);
    expect([remoteShown(), ben.did]).toEqual([ben.seen.remote, ['away']]);
    if (arrives) cat.seen = { ...cat.seen, link: 'connected' };
    clock.pass(100);
    expect([remoteShown(), ben.did]).toEqual([cat.seen.remote, ['away', 'close']]);
  });

  it('goes with the call', () => {
    const { group, made, clock } = links();
    group.follow([to(BEN.endpointId)]);
    group.follow([to(CAT)]);
    group.close();
    expect([made[BEN.endpointId]?.[0]?.did.at(-1), made[CAT]?.[0]?.did.at(-1), clock.waiting]).toEqual([
      'close',
      'close',
      0,
    ]);
  });
});

it('[hold] hushes each by itself', () => {
  const { group, made } = links();
  group.follow([to(ANA.endpointId), to(CAT)]);
  group.hush((peer) => peer === CAT);
  expect([made[ANA.endpointId]?.[0]?.did, made[CAT]?.[0]?.did]).toEqual([['speak'], ['hush']]);
});
