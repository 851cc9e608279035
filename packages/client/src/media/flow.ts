/** What has come through a link by now, and when it last grew. Times are epoch ms. */
export interface Flow {
  /** Packets of sound and picture. */
  readonly packets: number;
  readonly packetsAt: number;
  /** The other side's answers to the browser's own checks of the path; null where a browser does not count them. */
  readonly answers: number | null;
  readonly answersAt: number;
  /** Pictures that came out of the decoders, when that last grew, and how many had come in by then and by now. */
  readonly decoded: number;
  readonly decodedAt: number;
  readonly arrivedThen: number;
  readonly arrived: number;
}

/** `doubtful`: nothing for a moment. `stalled`: the path is dead, whatever the browser still believes. */
export type FlowState = 'flowing' | 'doubtful' | 'stalled';

/** How long there may be no packet, in ms. */
const DOUBT_MS = 1_200;
const PACKETS_MS = 2_000;
/** How long there may be no answer, in ms: a browser checks a good path each 2.5 s. */
const ANSWERS_MS = 3_000;

/** How long pictures may come in, in ms, and how many, without one that comes out. */
const FROZEN_MS = 500;
const FROZEN_PICTURES = 4;

/** What a report says has come so far. */
export function flowOf(report: RTCStatsReport, before: Flow | null, at: number): Flow {
  let packets = 0;
  let answers: number | null = null;
  let decoded = 0;
  let arrived = 0;
  for (const entry of report.values()) {
    if (entry.type === 'inbound-rtp') {
      packets += numberOf(entry['packetsReceived']) ?? 0;
      decoded += numberOf(entry['framesDecoded']) ?? 0;
      arrived += numberOf(entry['framesReceived']) ?? 0;
    }
    const answered = entry.type === 'candidate-pair' ? numberOf(entry['responsesReceived']) : null;
    if (answered !== null) answers = (answers ?? 0) + answered;
  }
  const isStill = before !== null && decoded === before.decoded;
  return {
    packets,
    packetsAt: before && packets === before.packets ? before.packetsAt : at,
    answers,
    answersAt: before && answers === before.answers ? before.answersAt : at,
    decoded,
    decodedAt: isStill ? before.decodedAt : at,
    arrivedThen: isStill ? before.arrivedThen : arrived,
    arrived,
  };
}

/** `isExpected`: the other side says that it sends something. */
export function flowState(flow: Flow, isExpected: boolean, at: number): FlowState {
  const noPacketsMs = at - flow.packetsAt;
  if (flow.answers === null && !isExpected) return 'flowing';
  const noAnswersMs = flow.answers === null ? noPacketsMs : at - flow.answersAt;
  if (noPacketsMs >= PACKETS_MS && noAnswersMs >= ANSWERS_MS) return 'stalled';
  return isExpected && noPacketsMs >= DOUBT_MS ? 'doubtful' : 'flowing';
}

/** Pictures come in, and none comes out: the browser waits with them. */
export function isFrozen({ decodedAt, arrived, arrivedThen }: Flow, at: number): boolean {
  return at - decodedAt >= FROZEN_MS && arrived - arrivedThen >= FROZEN_PICTURES;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
