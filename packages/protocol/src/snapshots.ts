import type { z } from 'zod';
import type { roleSchema } from './schemas.js';
import type {
  callSnapshotSchema,
  endedBySchema,
  iceServerSchema,
  partySchema,
  presentUserSchema,
  sideSchema,
  stateSchema,
  statusSchema,
  userSchema,
} from './snapshotSchemas.js';

/** Who someone is to the server; `business` is a program's role and never takes part in a call. */
export type Role = z.infer<typeof roleSchema>;

export interface User extends z.infer<typeof userSchema> {}

/** One side of a call. `endpointId` is null until bound; `role` is null of someone unknown or hidden. */
export interface PartySnapshot extends z.infer<typeof partySchema> {}

export type CallState = z.infer<typeof stateSchema>;
export type Side = z.infer<typeof sideSchema>;
export type EndedBy = z.infer<typeof endedBySchema>;

/**
 * A call as everybody sees it. Times are epoch ms or null; `param` and `text` are the request's.
 *
 * `version` grows with each transition: drop news that is older than what you hold.
 */
export interface CallSnapshot extends z.infer<typeof callSnapshotSchema> {}

export type PresenceStatus = z.infer<typeof statusSchema>;

export interface PresentUser extends z.infer<typeof presentUserSchema> {}

/** As `RTCPeerConnection` takes it. */
export interface IceServer extends z.infer<typeof iceServerSchema> {}
