import type { CallQuality } from '@frontdesk/protocol';

/** A good call's record. */
export function qualityOf(fields: Partial<CallQuality> = {}): CallQuality {
  const direction = {
    loss: { median: 0.001, worst: 0.04 },
    jitterMs: { median: 4, worst: 31 },
    bitrate: { median: 1_200_000, worst: 180_000 },
  };
  return {
    seconds: 61,
    sent: direction,
    received: direction,
    roundTripMs: { median: 42, worst: 180 },
    route: { relayed: false, protocol: 'udp' },
    freezes: { count: 1, ms: 320 },
    reconnects: 0,
    ladder: { steps: 2, lowest: 1, pausedMs: 0 },
    browser: 'Firefox 140',
    ...fields,
  };
}
