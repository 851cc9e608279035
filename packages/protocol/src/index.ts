export type * from './business.js';
export type * from './chat.js';
export { CODES, type CodeName, codeName, MAX_CODE } from './codes.js';
export type * from './commands.js';
export type { ClientEvents, ServerEvents } from './events.js';
export { FLAGS, type MediaKinds, mediaAllowed, mediaAtStart, VIDEO_CALL, VOICE_CALL } from './flags.js';
export { LIMITS, PROTOCOL, REMEMBER_MS } from './limits.js';
export type * from './news.js';
export type * from './snapshots.js';
