/**
 * Why something ended or was refused, as a number (0 is success).
 *
 * The numbers from 100101 to 100107 and 20, 21, 207 are AnyChat's; 1009xx are Frontdesk's own.
 * A business server may send any other integer up to {@link MAX_CODE}; it passes through unchanged.
 */
export const CODES = {
  ok: 0,
  notAllowed: 20,
  badArgument: 21,
  businessTimeout: 207,
  canceled: 100101,
  offline: 100102,
  busy: 100103,
  rejected: 100104,
  timeout: 100105,
  disconnected: 100106,
  notInCall: 100107,
  answeredElsewhere: 100901,
  mediaFailed: 100902,
  transferred: 100903,
  queueClosed: 100904,
  rateLimited: 100905,
} as const;

/** The largest code that the wire carries: a positive 31-bit integer. */
export const MAX_CODE = 2_147_483_647;

/** The names of {@link CODES} on the wire. */
export const CODE_NAMES = {
  [CODES.ok]: 'ok',
  [CODES.notAllowed]: 'not_allowed',
  [CODES.badArgument]: 'bad_argument',
  [CODES.businessTimeout]: 'business_timeout',
  [CODES.canceled]: 'canceled',
  [CODES.offline]: 'offline',
  [CODES.busy]: 'busy',
  [CODES.rejected]: 'rejected',
  [CODES.timeout]: 'timeout',
  [CODES.disconnected]: 'disconnected',
  [CODES.notInCall]: 'not_in_call',
  [CODES.answeredElsewhere]: 'answered_elsewhere',
  [CODES.mediaFailed]: 'media_failed',
  [CODES.transferred]: 'transferred',
  [CODES.queueClosed]: 'queue_closed',
  [CODES.rateLimited]: 'rate_limited',
} as const;

/** A code's name on the wire, as it stands in the `name` of an error; `other` for one that a business server made up. */
export type CodeName = (typeof CODE_NAMES)[keyof typeof CODE_NAMES] | 'other';

export function codeName(code: number): CodeName {
  return (CODE_NAMES as Readonly<Record<number, CodeName>>)[code] ?? 'other';
}
