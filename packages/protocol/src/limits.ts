/** The version of the wire contract, as a client says it in its handshake. */
export const PROTOCOL = 1;

/** Bounds of what a client may send (section 3 of the protocol). Lengths are in UTF-16 units, as JavaScript counts. */
export const LIMITS = {
  nameLength: 80,
  userIdLength: 64,
  /** `to` may be a name that only a business server knows, so it may be longer than a user id. */
  toLength: 128,
  idLength: 64,
  requestIdLength: 128,
  textLength: 4096,
  queryLength: 80,
  tokenLength: 4096,
  browserLength: 64,
  /** A ticket is the call itself: a text of control characters alone is 24 KiB of JSON, and 32 KiB in base64. */
  ticketLength: 40 * 1024,
  /** Signal `data`, as JSON, in bytes. */
  signalBytes: 64 * 1024,
  /** A whole Socket.IO packet, in bytes; a larger one closes the connection. */
  packetBytes: 128 * 1024,
  /** How deep signal `data` may be nested. A simple-peer signal needs 3. */
  signalDepth: 16,
  endpointsPerUser: 20,
  /** Pages of those who are rung to which the caller may make links before one answers; the others connect when they have. */
  linksWhileRinging: 5,
  /** Alerts of one ring that lead to a link: a page that connects anew alerts anew, and the caller's makes another link. */
  alertsWhileRinging: 20,
  usersWatched: 500,
  usersFound: 20,
  /** Users that one `call:assign` may ring. */
  assignees: 100,
  messageIdLength: 128,
  /** What one call may hold: messages, and their text together. */
  messagesPerCall: 1_000,
  textPerCall: 256 * 1024,
  messagesPerAnswer: 100,
  fileNameLength: 255,
  filesPerCall: 50,
} as const;

/** How long a `requestId` means the same call, and how long an ended call is remembered, in ms (C1, section 3). */
export const REMEMBER_MS = 60_000;
