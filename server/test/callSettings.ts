import type { CallSettings } from '../src/calls/CallPorts.js';

/** The settings of calls (section 6) as they come, but for where callers may reach anybody. */
export const CALL_SETTINGS: CallSettings = {
  ringMs: 45_000,
  graceRingingMs: 10_000,
  graceCallMs: 30_000,
  graceWaitingMs: 60_000,
  waitMs: 3_600_000,
  decideMs: 2_000,
  decideDefault: 'deny',
  isDecisionRequired: false,
  directory: 'everyone',
  preconnect: 'desk',
};
