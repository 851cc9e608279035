import { describe, expect, test } from 'vitest';
import { browserName, CallSummary } from './CallSummary.js';
import { PAUSED } from './ladder.js';
import type { Sample } from './Sample.js';
import { Series } from './Series.js';

const FLOW = { bitrate: 500_000, loss: 0.01, jitterMs: 5, slots: {} };
const sample = (at: number, fields: Partial<Sample> = {}): Sample => ({
  at,
  sent: FLOW,
  received: FLOW,
  roundTripMs: 40,
  reportAgeMs: 500,
  availableBitrate: null,
  limitedBy: null,
  route: { isRelayed: true, protocol: 'tcp' },
  ...fields,
});

describe('[quality record] a call’s record', () => {
  test('says nothing of a call in which nothing was measured', () => {
    expect(new CallSummary('x').record()).toBeNull();
  });

  test('has median and worst of what was measured, the freezes, the reconnects and the ladder’s steps', () => {
    const summary = new CallSummary('Firefox 140');
    const frozen = { bitrate: 1, loss: null, jitterMs: null, framesPerSecond: 9, width: 1, height: 1, codec: null };
    summary.add(sample(1_000));
    summary.add(sample(2_000, { sent: { ...FLOW, loss: 0.3, bitrate: 50_000.4 }, roundTripMs: 900.6 }));
    summary.level(1);
    summary.level(PAUSED);
    summary.add(sample(3_000, { received: { ...FLOW, slots: { video: { ...frozen, freezes: 2, frozenMs: 450.2 } } } }));
    summary.add(sample(5_000, { roundTripMs: null, route: null }));
    summary.level(0);
    summary.reconnected();
    summary.add(sample(6_000));
    expect(summary.record()).toEqual({
      seconds: 5,
      sent: {
        loss: { median: 0.01, worst: 0.3 },
        jitterMs: { median: 5, worst: 5 },
        bitrate: { median: 500_000, worst: 50_000 },
      },
      received: {
        loss: { median: 0.01, worst: 0.01 },
        jitterMs: { median: 5, worst: 5 },
        bitrate: { median: 500_000, worst: 500_000 },
      },
      roundTripMs: { median: 40, worst: 901 },
      route: { relayed: true, protocol: 'tcp' },
      freezes: { count: 2, ms: 450 },
      reconnects: 1,
      ladder: { steps: 3, lowest: PAUSED, pausedMs: 3_000 },
      browser: 'Firefox 140',
    });
  });

  test('says null of what no browser told', () => {
    const summary = new CallSummary('x');
    const silent = { bitrate: 0, loss: null, jitterMs: null, slots: {} };
    summary.add(sample(1, { sent: silent, roundTripMs: null, route: null }));
    expect(summary.record()).toMatchObject({ sent: { loss: null, jitterMs: null }, roundTripMs: null, route: null });
  });
});

test('a series of any length keeps its worst, and a median near the true one', () => {
  const series = new Series();
  expect(series.summary()).toBeNull();
  for (let value = 0; value <= 100_000; value += 1) series.add(value);
  series.add(null);
  expect(series.summary()?.worst).toBe(100_000);
  expect(series.summary()?.median).toBeGreaterThan(48_000);
  expect(series.summary()?.median).toBeLessThan(52_000);
});

test('a browser is named by its name and main version alone', () => {
  const chrome =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
  expect(browserName(chrome)).toBe('Chrome 156');
  expect(browserName(`${chrome} Edg/156.0.1`)).toBe('Edge 156');
  expect(browserName('Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0')).toBe('Firefox 153');
  expect(
    browserName('Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15'),
  ).toBe('Safari 26');
  expect(browserName('')).toBe('unknown');
});
