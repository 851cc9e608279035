import type { z } from 'zod';
import type { callRoomSchema, roomPurposeSchema, waitEstimateSchema } from './roomSchemas.js';
import type { roleSchema } from './schemas.js';
import type {
  callSnapshotSchema,
  endedBySchema,
  iceServerSchema,
  partySchema,
  presentUserSchema,
  roomMemberSchema,
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

/** What a call into the room of another is for. */
export type RoomPurpose = z.infer<typeof roomPurposeSchema>;

/** Of a call that was made into the room of another: which, and what for. */
export interface CallRoom extends z.infer<typeof callRoomSchema> {}

/** Someone who is in a room, and on which page. */
export interface RoomMember extends z.infer<typeof roomMemberSchema> {}

/** How long a caller will wait from now on, as an interval, in ms. */
export interface WaitEstimate extends z.infer<typeof waitEstimateSchema> {}

export type PresenceStatus = z.infer<typeof statusSchema>;

export interface PresentUser extends z.infer<typeof presentUserSchema> {}

/** As `RTCPeerConnection` takes it. */
export interface IceServer extends z.infer<typeof iceServerSchema> {}
