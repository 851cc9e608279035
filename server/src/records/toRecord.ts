import {
  type CallQuality,
  type CallRecord,
  type ChatMessage,
  callNumber,
  type RecordEvent,
  type RecordForm,
  type RecordPerson,
  type RecordRow,
} from '@frontdesk/protocol';
import type { CallEventsTable, CallsTable } from './database/tables.js';

/** A row as lists show it. */
export function toRow(row: CallsTable): RecordRow {
  const { requested_at: requestedAt, started_at: startedAt, finished_at: finishedAt } = row;
  const until = startedAt ?? finishedAt;
  return {
    callId: row.call_id,
    number: callNumber(row.call_id),
    state: row.state as RecordRow['state'],
    caller: person(row.caller_id, row.caller_name, row.caller_role),
    callee: person(row.callee_id, row.callee_name, row.callee_role),
    agent: row.agent_id === null ? null : person(row.agent_id, row.agent_name ?? '', row.agent_role),
    queueId: row.queue_id,
    room: row.room_call_id === null ? null : { callId: row.room_call_id, as: row.room_as ?? '' },
    requestedAt,
    startedAt,
    finishedAt,
    code: row.code,
    endedBy: row.ended_by as RecordRow['endedBy'],
    waitMs: until === null ? null : Math.max(0, until - requestedAt),
    ringMs: row.ring_ms,
    talkMs: startedAt === null || finishedAt === null ? null : Math.max(0, finishedAt - startedAt),
    holdMs: row.hold_ms,
    wrapUpMs: row.wrap_up_ms,
    stars: row.stars,
    disposition: row.disposition,
    hasChat: row.has_chat === 1,
  };
}

/** Everything of a call; `events` in their order. */
export function toRecord(row: CallsTable, events: readonly CallEventsTable[]): CallRecord {
  const timeline = events.map(eventOf);
  const messages: ChatMessage[] = [];
  const quality: { caller: CallQuality | null; callee: CallQuality | null } = { caller: null, callee: null };
  for (const event of timeline) {
    if (event.kind === 'message') messages.push(event.message);
    if (event.kind === 'quality') quality[event.side] = event.quality;
  }
  return {
    ...toRow(row),
    form: row.form === null ? null : (JSON.parse(row.form) as RecordForm),
    notes: row.notes,
    rating: row.stars === null ? null : { stars: row.stars, comment: row.comment ?? '' },
    quality,
    messages,
    events: timeline,
  };
}

/** What was written by this program, or by an earlier version of it. */
function eventOf({ at, kind, detail }: CallEventsTable): RecordEvent {
  return { at, kind, ...(JSON.parse(detail) as object) } as RecordEvent;
}

function person(userId: string, name: string, role: string | null): RecordPerson {
  return { userId, name, role: role as RecordPerson['role'] };
}
