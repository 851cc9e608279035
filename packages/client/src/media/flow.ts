/** What has come through a link by now, and when it last grew. Times are epoch ms. */
export interface Flow {
  /** Packets of sound and picture. */
  readonly packets: number;
  readonly packetsAt: number;
  /** The other side's answers to the browser's own checks of the path; null where a browser does not count them. */
  readonly answers: number | null;
  readonly answersAt: number;
}

/** `doubtful`: nothing for a moment. `stalled`: the path is dead, whatever the browser still believes. */
export type FlowState = 'flowing' | 'doubtful' | 'stalled';

/** How long there may be no packet, in ms. */
const DOUBT_MS = 1_200;
const PACKETS_MS = 2_000;
/** How long there may be no answer, in ms: a browser checks a good path each 2.5 s. */
const ANSWERS_MS = 3_000;

/** What a report says has come so far. */
export function flowOf(report: RTCStatsReport, before: Flow | null, at: number): Flow {
  let packets = 0;
  let answers: number | null = null;
  for (const entry of report.values()) {
    if (entry.type === 'inbound-rtp') packets += numberOf(entry['packetsReceived']) ?? 0;
    const answered = entry.type === 'candidate-pair' ? numberOf(entry['responsesReceived']) : null;
    if (answered !== null) answers = (answers ?? 0) + answered;
  }
  return {
    packets,
    packetsAt: before && packets === before.packets ? before.packetsAt : at,
    answers,
    answersAt: before && answers === before.answers ? before.answersAt : at,
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

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
