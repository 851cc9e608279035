import type { z } from 'zod';
import type {
  callRecordSchema,
  recordEventSchema,
  recordFormSchema,
  recordPersonSchema,
  recordQuerySchema,
  recordRowSchema,
} from './recordSchemas.js';

/** Someone in a call's record, by the name of that day. */
export interface RecordPerson extends z.infer<typeof recordPersonSchema> {}

/** A call as a list of records shows it. Times are epoch ms, lengths ms. */
export interface RecordRow extends z.infer<typeof recordRowSchema> {}

/** Something that happened to a call. */
export type RecordEvent = z.infer<typeof recordEventSchema>;

/** What a customer filled in before the call. */
export type RecordForm = z.infer<typeof recordFormSchema>;

/** Everything that is kept of a call. */
export interface CallRecord extends z.infer<typeof callRecordSchema> {}

/** What records can be searched for, after parsing. */
export type RecordQuery = z.infer<typeof recordQuerySchema>;
