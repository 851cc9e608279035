import type { Result } from '@frontdesk/protocol';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Send } from '../connection/Send.js';
import { WritableStore } from '../Store.js';
import { ANA, finished, started } from '../testing/calls.js';
import { DOWN } from '../testing/controlledPage.js';
import { FakeStream, FakeTrack } from '../testing/FakeTrack.js';
import { ManualClock, settled } from '../testing/ManualClock.js';
import type { CallView, MediaView } from '../views.js';
import { CallQuality } from './CallQuality.js';

const CALL = started();
const STARTED: CallView = { state: 'started', call: CALL, side: 'callee', other: ANA, reachable: true, since: 0 };
const ENDED = { state: 'ended', call: finished(0) } as CallView;
const SENDING = { audio: true, video: true, screen: false };
const REPORT = new Map([['O', { id: 'O', type: 'outbound-rtp', kind: 'audio', mid: '0', packetsSent: 50 }]]);

/** Ben's page in Ana's call, over a line that the test answers for. */
function ben() {
  const clock = new ManualClock();
  const call = new WritableStore<CallView>({ state: 'idle' });
  const media = new WritableStore({ link: 'none', local: null, sending: SENDING } as MediaView);
  const said: [command: string, payload: unknown][] = [];
  const last: [url: string, body: object][] = [];
  const line = { answer: { ok: true, value: {} } as Result<unknown> };
  const page = { leave: (): void => undefined };
  const microphone = new FakeTrack('audio', 'device');
  const quality = new CallQuality({
    call,
    media,
    microphone: () => microphone.asTrack(),
    getStats: async () => REPORT as unknown as RTCStatsReport,
    limit: () => undefined,
    tell: () => undefined,
    send: (async (command: string, payload: unknown) => {
      said.push([command, payload]);
      return line.answer;
    }) as Send,
    clock,
    page: {
      onWake: () => () => undefined,
      onLeave: (listener) => {
        page.leave = listener;
        return () => undefined;
      },
      sendLast: (url, body) => void last.push([url, body]),
    },
    credentials: { token: () => 'token', endpointId: () => 'ben-1' },
    url: 'https://desk',
  });
  const talk = async (seconds: number): Promise<void> => {
    call.set(STARTED);
    media.patch({ link: 'connected' });
    for (let second = 0; second < seconds; second += 1) {
      clock.pass(1_000);
      await settled();
    }
  };
  return { quality, call, media, said, last, line, page, microphone, talk };
}

describe('[quality record] the record of a call', () => {
  it('is sent once, when the call is over', async () => {
    const { quality, call, said, talk } = ben();
    await talk(5);
    expect(said).toEqual([]);
    call.set(ENDED);
    call.set({ state: 'idle' });
    quality.lineUp();
    await settled();
    const record = { callId: 'c1', quality: expect.objectContaining({ seconds: 4, reconnects: 0 }) };
    expect(said).toEqual([['call:quality', record]]);
  });

  it('waits for the line where there is none, and is not sent of a call in which nothing was measured', async () => {
    const { quality, call, said, line, talk } = ben();
    await talk(1);
    call.set(ENDED);
    expect(said).toEqual([]);
    await talk(3);
    line.answer = DOWN;
    call.set(ENDED);
    await settled();
    line.answer = { ok: true, value: {} };
    quality.lineUp();
    await settled();
    quality.lineUp();
    expect(said.map(([command]) => command)).toEqual(['call:quality', 'call:quality']);
    expect(said[1]).toEqual(said[0]);
  });

  it('goes out with a page that closes in the call', async () => {
    const { last, page, talk } = ben();
    page.leave();
    await talk(3);
    page.leave();
    const body = {
      token: 'token',
      endpointId: 'ben-1',
      callId: 'c1',
      quality: expect.objectContaining({ seconds: 2 }),
    };
    expect(last).toEqual([['https://desk/api/v1/quality', body]]);
  });
});

describe('one’s own microphone', () => {
  const listened: FakeTrack[] = [];
  class FakeContext {
    createMediaStreamSource(stream: FakeStream): object {
      listened.push(...stream.getAudioTracks());
      return { connect: () => undefined, disconnect: () => undefined };
    }
    createAnalyser = () => ({});
    resume = (): void => undefined;
    suspend = (): void => undefined;
  }

  beforeEach(() => {
    vi.stubGlobal('MediaStream', FakeStream);
    vi.stubGlobal('AudioContext', FakeContext);
    return () => vi.unstubAllGlobals();
  });

  it('is listened to at the device, not where an effect has made silence of it', async () => {
    const { media, microphone, talk } = ben();
    media.patch({ local: new FakeStream([new FakeTrack('audio', 'effect')]) as unknown as MediaStream });
    await talk(3);
    expect(listened).toEqual([microphone]);
    microphone.enabled = false;
    media.patch({ sending: { ...SENDING, audio: false } });
    expect(listened[1]).toMatchObject({ deviceId: 'device', enabled: true });
  });
});
