export {
  type CallSnapshot,
  CODES,
  type CommandError,
  codeName,
  type Decision,
  type PresentUser,
  type Result,
} from '@frontdesk/protocol';
export type { Commands, Ending } from './commands.js';
export { connect, type Frontdesk } from './connect.js';
export { type Connection, type ConnectOptions, type News, RefusedError, type Token } from './connection.js';
export { allow, type Decide, type DecideOptions, deny, hold, type OnError, route, type Verdict } from './decisions.js';
export { type RestOptions, rest } from './rest.js';
export { type Question, type SignedRequest, verifyDecision } from './verifyDecision.js';
export { type DecideWebhook, type WebhookOptions, webhook } from './webhook.js';
