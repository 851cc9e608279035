import { describe, expect, test } from 'vitest';
import { readReport } from './readReport.js';
import chromium from './reports/chromium.json' with { type: 'json' };
import firefox from './reports/firefox.json' with { type: 'json' };
import { sampleOf } from './sampleOf.js';

type Entries = readonly { readonly id: string; readonly [name: string]: unknown }[];
const report = (entries: Entries) => entries.map((entry) => [entry.id, entry] as const);

function sample({ first, second }: { first: Entries; second: Entries }) {
  return sampleOf(readReport(report(first), 10_000), readReport(report(second), 11_000));
}

describe('a second of a call, of reports that browsers gave on one machine', () => {
  test('is read of Chromium’s', () => {
    const read = sample(chromium);
    expect(read).toMatchObject({
      at: 11_000,
      sent: { loss: 0, slots: { video: { width: 640, height: 480, codec: 'VP8' }, audio: { codec: 'opus' } } },
      received: { loss: 0, slots: { video: { framesPerSecond: 20, freezes: 0, frozenMs: 0 } } },
      limitedBy: null,
      route: { isRelayed: false, protocol: 'udp' },
    });
    expect(read?.availableBitrate).toBeGreaterThan(1_000_000);
    expect(read?.roundTripMs).toBeCloseTo(2.18, 1);
    expect(read?.sent.slots.audio?.bitrate).toBeGreaterThan(20_000);
    expect(read?.sent.slots.video?.bitrate).toBeGreaterThan(300_000);
    expect(read?.sent.bitrate).toBeGreaterThan(read?.sent.slots.video?.bitrate ?? 0);
    // An empty sender is there, and sends nothing.
    expect(read?.sent.slots.screen?.bitrate).toBe(0);
    expect(read?.sent.slots.screenAudio?.bitrate).toBe(0);
  });

  test('is read of Firefox’s, which says neither what it could send nor what holds it back', () => {
    const read = sample(firefox);
    expect(read).toMatchObject({
      sent: { loss: 0, slots: { video: { width: 320, height: 240, codec: 'VP8' } } },
      received: { loss: 0, slots: { video: { framesPerSecond: 30 } } },
      availableBitrate: null,
      limitedBy: null,
      route: { isRelayed: false, protocol: 'udp' },
    });
    expect(read?.roundTripMs).toBeCloseTo(3.08, 1);
    expect(read?.received.slots.audio?.bitrate).toBeGreaterThan(20_000);
  });

  const INBOUND = { id: 'I', type: 'inbound-rtp', kind: 'audio', mid: '0', bytesReceived: 0 };

  test('counts what was lost in it, both ways, and never less than nothing', () => {
    const at = (packetsReceived: number, packetsLost: number, fractionLost: number) => [
      { ...INBOUND, packetsReceived, packetsLost },
      { id: 'O', type: 'outbound-rtp', kind: 'audio', mid: '0', remoteId: 'R', packetsSent: packetsReceived },
      { id: 'R', type: 'remote-inbound-rtp', kind: 'audio', fractionLost, jitter: 0.02, roundTripTime: 0.3 },
    ];
    const read = sample({ first: at(100, 10, 0), second: at(145, 15, 0.25) });
    expect(read).toMatchObject({ received: { loss: 0.1 }, sent: { loss: 0.25, jitterMs: 20 }, roundTripMs: 300 });
    expect(sample({ first: at(100, 10, 0), second: at(145, 8, 0) })?.received.loss).toBe(0);
    // Nothing came: nothing can be said of its loss.
    expect(sample({ first: at(100, 10, 0), second: at(100, 10, 0) })?.received.loss).toBeNull();
  });

  test('starts anew with each link, whose streams have other names', () => {
    const second = [{ ...INBOUND, id: 'J', packetsReceived: 9, bytesReceived: 900 }];
    const read = sample({ first: [{ ...INBOUND, packetsReceived: 5_000, bytesReceived: 90_000 }], second });
    expect(read?.received).toEqual({ bitrate: 0, loss: null, jitterMs: null, slots: {} });
    expect(sampleOf(null, readReport(report(second), 5))).toBeNull();
  });

  test('says the relay and how it is reached', () => {
    const way = (local: object, remote: object = { candidateType: 'host' }) => [
      { id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
      { id: 'P', type: 'candidate-pair', localCandidateId: 'L', remoteCandidateId: 'M', currentRoundTripTime: 0.08 },
      { id: 'L', type: 'local-candidate', ...local },
      { id: 'M', type: 'remote-candidate', ...remote },
    ];
    const relay = way({ candidateType: 'relay', protocol: 'udp', relayProtocol: 'tls' });
    expect(sample({ first: relay, second: relay })).toMatchObject({
      route: { isRelayed: true, protocol: 'tls' },
      roundTripMs: 80,
    });
    const theirs = way({ candidateType: 'host', protocol: 'tcp' }, { candidateType: 'relay' });
    expect(sample({ first: theirs, second: theirs })?.route).toEqual({ isRelayed: true, protocol: 'tcp' });
  });

  test('takes two m-lines of other people’s offers by their kind, and nothing of what makes no sense', () => {
    const odd = [
      { id: 'V', type: 'inbound-rtp', kind: 'video', mid: 'vid', bytesReceived: 10 },
      { id: 'X', type: 'inbound-rtp', kind: 'something', bytesReceived: 10 },
      { id: 'Y', type: 'candidate-pair', nominated: true, state: 'succeeded' },
    ];
    const read = sampleOf(readReport([...report(odd), ['Z', null]], 1), readReport([...report(odd), ['Z', 7]], 1_001));
    expect(Object.keys(read?.received.slots ?? {})).toEqual(['video']);
    expect(read?.route).toBeNull();
  });
});
