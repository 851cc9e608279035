import { kindOf, SLOTS, type Slot } from '../media/slots.js';
import type { Route } from './Sample.js';

/** What one slot has counted since its link began, in one direction. */
export interface Counts {
  /** The browser's id of the stream: a new link counts from 0 again, under another one. */
  readonly id: string;
  readonly bytes: number;
  readonly packets: number;
  readonly lost: number;
  /** Loss since the report before the last, 0..1, as the receiver of what we send says it. */
  readonly reportedLoss: number | null;
  readonly jitterMs: number | null;
  readonly framesPerSecond: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly freezes: number;
  readonly frozenMs: number;
  readonly codec: string | null;
}

/** A report of the browser, in one shape for all browsers. Counts grow; {@link sampleOf} makes seconds of them. */
export interface Reading {
  readonly at: number;
  readonly sent: { readonly [S in Slot]?: Counts };
  readonly received: { readonly [S in Slot]?: Counts };
  readonly roundTripMs: number | null;
  readonly reportAgeMs: number | null;
  readonly availableBitrate: number | null;
  readonly limitedBy: 'cpu' | 'bandwidth' | null;
  readonly route: Route | null;
}

type Entry = Readonly<Record<string, unknown>>;

/** A round trip by RTCP older than this, in ms, is out of date: sound alone is reported every 5 s, the path every 2.5. */
const FRESH_MS = 3_500;

/** Reads a report of `RTCPeerConnection.getStats`; never throws, whatever a browser leaves out. */
export function readReport(report: Iterable<readonly [string, unknown]>, at: number): Reading {
  const entries = new Map<string, Entry>();
  for (const [id, entry] of report) if (isEntry(entry)) entries.set(id, entry);
  const all = [...entries.values()];
  const sent: { [S in Slot]?: Counts } = {};
  const received: { [S in Slot]?: Counts } = {};
  for (const entry of all) {
    const slot = slotOf(entry);
    if (!slot) continue;
    if (entry['type'] === 'outbound-rtp') sent[slot] = countsOf(entry, entries, 'Sent');
    if (entry['type'] === 'inbound-rtp') received[slot] = countsOf(entry, entries, 'Received');
  }
  const pair = selectedPair(all, entries);
  const newest = newestReport(all);
  return {
    at,
    sent,
    received,
    roundTripMs: roundTripOf(newest, pair),
    reportAgeMs: newest?.ageMs ?? null,
    availableBitrate: number(pair?.['availableOutgoingBitrate']),
    limitedBy: limitOf(all),
    route: pair ? routeOf(pair, entries) : null,
  };
}

/** By the place of its m-line, which the four slots have in this order; other people's offers may have two. */
function slotOf(entry: Entry): Slot | null {
  const kind = entry['kind'] ?? entry['mediaType'];
  if (kind !== 'audio' && kind !== 'video') return null;
  const slot = SLOTS[Number(entry['mid'] ?? Number.NaN)];
  return slot !== undefined && kindOf(slot) === kind ? slot : kind;
}

function countsOf(entry: Entry, entries: ReadonlyMap<string, Entry>, direction: 'Sent' | 'Received'): Counts {
  const theirs = direction === 'Sent' ? entries.get(String(entry['remoteId'])) : undefined;
  const jitter = number((theirs ?? entry)['jitter']);
  const mime = entries.get(String(entry['codecId']))?.['mimeType'];
  return {
    id: String(entry['id']),
    bytes: (number(entry[`bytes${direction}`]) ?? 0) + (number(entry[`headerBytes${direction}`]) ?? 0),
    packets: number(entry[`packets${direction}`]) ?? 0,
    lost: number(entry['packetsLost']) ?? 0,
    reportedLoss: theirs ? number(theirs['fractionLost']) : null,
    jitterMs: jitter === null ? null : jitter * 1000,
    framesPerSecond: number(entry['framesPerSecond']),
    width: number(entry['frameWidth']),
    height: number(entry['frameHeight']),
    freezes: number(entry['freezeCount']) ?? 0,
    frozenMs: (number(entry['totalFreezesDuration']) ?? 0) * 1000,
    codec: typeof mime === 'string' ? (mime.split('/')[1] ?? null) : null,
  };
}

/** The pair that carries media: where the transport does not name it, Firefox marks it, and old browsers nominate it. */
function selectedPair(all: readonly Entry[], entries: ReadonlyMap<string, Entry>): Entry | undefined {
  const named = all.find(({ type, selectedCandidatePairId }) => type === 'transport' && selectedCandidatePairId);
  const pairs = all.filter(({ type }) => type === 'candidate-pair');
  return (
    (named && entries.get(String(named['selectedCandidatePairId']))) ??
    pairs.find(({ selected }) => selected === true) ??
    pairs.find(({ nominated, state }) => nominated === true && state === 'succeeded')
  );
}

function routeOf(pair: Entry, entries: ReadonlyMap<string, Entry>): Route | null {
  const local = entries.get(String(pair['localCandidateId']));
  const remote = entries.get(String(pair['remoteCandidateId']));
  if (!local) return null;
  const isOurs = local['candidateType'] === 'relay';
  const protocol = isOurs ? (local['relayProtocol'] ?? local['protocol']) : local['protocol'];
  return {
    isRelayed: isOurs || remote?.['candidateType'] === 'relay',
    protocol: protocol === 'tcp' || protocol === 'tls' ? protocol : 'udp',
  };
}

/** The newest report of the other side on what arrives there, and how old it is; null before the first. */
function newestReport(all: readonly Entry[]): { readonly entry: Entry; readonly ageMs: number } | null {
  const timeOf = ({ timestamp }: Entry): number => number(timestamp) ?? 0;
  const [newest] = all
    .filter(({ type }) => type === 'remote-inbound-rtp')
    .sort((one, two) => timeOf(two) - timeOf(one));
  return newest ? { entry: newest, ageMs: Math.max(...all.map(timeOf)) - timeOf(newest) } : null;
}

/** What media feel, by RTCP; where that is old, what the checks of the path feel. */
function roundTripOf(report: ReturnType<typeof newestReport>, pair: Entry | undefined): number | null {
  const felt = report && report.ageMs < FRESH_MS ? number(report.entry['roundTripTime']) : null;
  const trip = felt ?? number(pair?.['currentRoundTripTime']);
  return trip === null ? null : trip * 1000;
}

function limitOf(all: readonly Entry[]): Reading['limitedBy'] {
  const reasons = all.map(({ qualityLimitationReason }) => qualityLimitationReason);
  return reasons.includes('cpu') ? 'cpu' : reasons.includes('bandwidth') ? 'bandwidth' : null;
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null;
}
