import { describe, expect, it } from 'vitest';
import { ManualClock, settled } from '../testing/ManualClock.js';
import { PaperLink } from '../testing/PaperLink.js';
import { CallLink } from './CallLink.js';
import type { IceConfig } from './CallLinkPorts.js';
import { NO_TRACKS } from './slots.js';
import { Way } from './Way.js';

const MINUTE = 60_000;

/** A server that gives credentials for an hour, while there is a line to it. */
function served() {
  const clock = new ManualClock(0);
  const line = { isUp: true };
  const log: string[] = [];
  const ice = (): IceConfig => ({ iceServers: [], icePolicy: 'all', expiresAt: clock.now() + 60 * MINUTE });
  const ask = async (): Promise<IceConfig | null> => {
    log.push('asked');
    return line.isUp ? ice() : null;
  };
  return { clock, line, log, ice, ask };
}

function made() {
  const { ask, ...server } = served();
  const way = new Way(ask, server.clock, () => server.log.push('renewed'));
  return { way, ...server };
}

describe('the way to the other side', () => {
  it('is asked anew half an hour before its credentials run out, also those of START, which does not say when', async () => {
    const { way, clock, log, ice } = made();
    way.give({ iceServers: [], icePolicy: 'all' });
    clock.pass(30 * MINUTE - 1);
    expect([log, way.isFresh]).toEqual([[], true]);
    clock.pass(1);
    await settled();
    expect([log, way.isFresh]).toEqual([['asked', 'renewed'], true]);
    way.give({ ...ice(), expiresAt: clock.now() + 40 * MINUTE });
    clock.pass(10 * MINUTE);
    await settled();
    expect(log.splice(2)).toEqual(['asked', 'renewed']);
    way.close();
    expect(clock.waiting).toBe(0);
  });

  it('keeps what it has where nobody answers, asks again, and lets what needs it wait for that, in order', async () => {
    const { way, clock, line, log, ice } = made();
    way.give(ice());
    way.whenFresh(() => log.push('at once'));
    line.isUp = false;
    clock.pass(30 * MINUTE);
    await settled();
    clock.pass(MINUTE);
    await settled();
    expect(log.splice(0)).toEqual(['at once', 'asked', 'asked']);
    way.whenFresh(() => log.push('no need'), false);
    way.whenFresh(() => log.push('in vain'));
    await settled();
    expect(log.splice(0)).toEqual(['no need', 'asked', 'in vain']);
    line.isUp = true;
    way.whenFresh(() => log.push('offer'));
    way.whenFresh(() => log.push('candidate'), false);
    await settled();
    expect(log).toEqual(['asked', 'renewed', 'offer', 'candidate']);
  });

  it('runs nothing any more once it is closed', async () => {
    const { way, log } = made();
    way.whenFresh(() => log.push('run'));
    way.close();
    await settled();
    expect(log).toEqual(['asked']);
  });
});

/** One side's link of a call that is up, as its log tells. */
async function linked(isInitiator: boolean) {
  const { clock, line, log, ice, ask } = served();
  class LoggedLink extends PaperLink {
    override configure(): void {
      log.push('configured');
    }
    override restart(): boolean {
      log.push('restarted');
      return true;
    }
    override signal(...[signals]: Parameters<PaperLink['signal']>): void {
      super.signal(signals);
      log.push(...signals.map(({ type }) => type));
    }
  }
  const links: LoggedLink[] = [];
  const nothing = (): void => undefined;
  const allowed = { audio: true, video: true };
  const link = new CallLink(
    { isInitiator, isResumed: false, isEarly: false, allowed, epoch: 0 },
    {
      clock,
      makeLink: (options) => {
        const paper = new LoggedLink(options);
        links.push(paper);
        return paper;
      },
      send: async (_, data) => {
        if ('renegotiate' in data) log.push('asked for a restart');
        return true;
      },
      askIce: ask,
      nextEpoch: (epoch) => epoch + 1,
      tracks: () => NO_TRACKS,
      onState: nothing,
      onTrack: nothing,
      onMedia: nothing,
      onLinked: nothing,
      onAgreed: nothing,
      isReceiving: () => false,
      onDoubt: nothing,
      onGivenUp: nothing,
    },
  );
  link.start(ice());
  await settled();
  link.hear(1, { type: isInitiator ? 'answer' : 'offer', sdp: 'v=0' });
  // An hour without a line: the renewals were in vain.
  line.isUp = false;
  for (let passed = 0; passed < 61; passed += 1) {
    clock.pass(MINUTE);
    await settled();
  }
  line.isUp = true;
  log.length = 0;
  return { link, log, clock, paper: links[0] as LoggedLink };
}

describe('a restart after credentials have run out', () => {
  it('waits for new ones, on the side that makes it', async () => {
    const { log, clock, paper } = await linked(true);
    paper.options.onState('interrupted');
    clock.pass(2_500);
    expect(log).toEqual(['asked']);
    await settled();
    expect(log).toEqual(['asked', 'configured', 'restarted']);
  });

  it('waits for new ones on the side that asks for it, and on the one that answers', async () => {
    const { link, log, clock, paper } = await linked(false);
    paper.options.onState('interrupted');
    clock.pass(3_300);
    await settled();
    expect(log).toEqual(['asked', 'configured', 'asked for a restart']);
    const other = await linked(false);
    other.link.hear(1, [{ type: 'offer', sdp: 'v=0' }]);
    other.link.hear(1, [{ type: 'candidate', candidate: { candidate: 'x', sdpMid: '0', sdpMLineIndex: 0 } }]);
    await settled();
    expect(other.log).toEqual(['asked', 'configured', 'offer', 'candidate']);
    link.close();
  });
});
