import { beforeEach, describe, expect, test } from 'vitest';
import type { SlotLimit } from '../media/slots.js';
import { WritableStore } from '../Store.js';
import { ManualClock, settled } from '../testing/ManualClock.js';
import type { MediaView } from '../views.js';
import { QualityMeter } from './QualityMeter.js';
import { NO_QUALITY, type QualityView } from './QualityView.js';
import type { ToldQuality } from './told.js';

const SENDING = { audio: true, video: true, screen: false };
const MEDIA: MediaView = {
  link: 'connecting',
  isAgreed: true,
  local: null,
  remote: null,
  remoteScreen: null,
  sending: SENDING,
  receiving: SENDING,
  allowed: { audio: true, video: true },
  problems: { audio: null, video: null },
  isOpening: false,
};

describe('a call that is measured', () => {
  let clock: ManualClock;
  let media: WritableStore<MediaView>;
  let view: QualityView;
  let limits: [slot: string, limit: SlotLimit][];
  let told: ToldQuality[];
  let meter: QualityMeter;
  let loss = 0;
  let packets = 0;
  let asked = 0;

  beforeEach(() => {
    clock = new ManualClock();
    media = new WritableStore<MediaView>(MEDIA);
    view = NO_QUALITY;
    [limits, told, loss, packets, asked] = [[], [], 0, 0, 0];
    meter = new QualityMeter('c1', {
      media,
      clock,
      browser: 'x',
      getStats: async () => {
        asked += 1;
        packets += 50;
        return report() as unknown as RTCStatsReport;
      },
      limit: (slot, limit) => limits.push([slot, limit]),
      onChange: (fields) => {
        view = { ...view, ...fields };
      },
      tell: (quality) => told.push(quality),
    });
    media.subscribe(() => meter.followMedia());
  });

  const report = () =>
    new Map<string, object>([
      ['O', { id: 'O', type: 'outbound-rtp', kind: 'video', mid: '1', remoteId: 'R', packetsSent: packets }],
      ['R', { id: 'R', type: 'remote-inbound-rtp', kind: 'video', fractionLost: loss, roundTripTime: 0.05 }],
    ]);
  const pass = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      clock.pass(1_000);
      await settled();
    }
  };
  const link = (state: MediaView['link']): void => media.patch({ link: state });

  test('is asked for nothing before its link is up, nor while that is interrupted, nor after its end', async () => {
    await pass(5);
    expect(asked).toBe(0);
    link('connected');
    await pass(5);
    expect(asked).toBe(5);
    link('interrupted');
    await pass(5);
    expect(asked).toBe(5);
    link('connected');
    await pass(2);
    meter.stop();
    await pass(5);
    expect(asked).toBe(7);
    expect(meter.record()).toMatchObject({ reconnects: 1 });
    expect(clock.waiting).toBe(0);
  });

  test('goes on measuring while the link is unsteady, which is no new link', async () => {
    link('connected');
    await pass(10);
    loss = 0.3;
    await pass(12);
    const { picture, samples } = view;
    link('unsteady');
    await pass(1);
    link('connected');
    await pass(1);
    expect([asked, view.samples.length - samples.length]).toEqual([24, 2]);
    expect(view).toMatchObject({ step: 'poor', picture, pictureBecause: 'network' });
    expect(meter.record()).toMatchObject({ reconnects: 0 });
  });

  test('has the voice first, and keeps the last minute', async () => {
    link('connected');
    await pass(90);
    expect(limits).toEqual([['audio', { priority: 'high', networkPriority: 'high' }]]);
    expect(view.samples).toHaveLength(60);
    expect(view).toMatchObject({ step: 'good', reason: null, picture: 'full' });
    expect(told).toEqual([]);
  });

  test('tells both sides of each change, holds the picture down step by step, and lets it go again', async () => {
    link('connected');
    await pass(10);
    loss = 0.3;
    await pass(30);
    expect(view).toMatchObject({ step: 'poor', reason: 'loss', picture: 'paused', pictureBecause: 'network' });
    expect(told.map(({ picture }) => picture)).toEqual(['smaller', 'paused']);
    expect(limits.filter(([slot]) => slot === 'audio')).toHaveLength(1);
    expect(limits.at(-2)).toEqual(['video', expect.objectContaining({ active: false })]);
    loss = 0;
    await pass(120);
    expect(view).toMatchObject({ step: 'good', picture: 'full', pictureBecause: null });
    expect(told.at(-1)).toEqual({ step: 'good', reason: null, picture: 'full' });
    expect(limits.slice(-2)).toEqual([
      ['video', {}],
      ['screen', {}],
    ]);
  });

  test('leaves the ladder alone where no picture is sent', async () => {
    media.patch({ sending: { ...SENDING, video: false } });
    link('connected');
    loss = 0.3;
    await pass(40);
    expect(view).toMatchObject({ step: 'poor', reason: 'loss', picture: 'full' });
  });

  test('is as good as the worse side says, and tells whose it is', async () => {
    link('connected');
    meter.hear({ step: 'poor', reason: 'bandwidth', picture: 'paused' });
    expect(view).toMatchObject({ step: 'poor', reason: 'other', other: { picture: 'paused' } });
    meter.hear({ step: 'good', reason: null, picture: 'full' });
    expect(view).toMatchObject({ step: 'good', reason: null });
  });

  test('is told again to a page that may have been loaded anew', async () => {
    link('connected');
    loss = 0.3;
    await pass(40);
    const last = told.at(-1);
    told.length = 0;
    link('connecting');
    link('connected');
    expect(told).toEqual([last]);
  });
});
