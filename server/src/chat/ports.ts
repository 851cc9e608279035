import type { ChatFile, ChatMessage } from '@frontdesk/protocol';
import type { PageAddress } from '../calls/call.js';
import type { Clock, Endpoints, Watchers } from '../calls/ports.js';

/** A page's part in a call that has begun. */
export interface Part {
  /** False once the call has ended: what was said may still be read, and nothing is added. */
  readonly isOpen: boolean;
  /** The pages of all others who take part: the one at the other end, and a third who has joined (C36). */
  readonly others: readonly PageAddress[];
}

/** Who takes part in which call: asked anew each time, since calls end. */
export interface Parties {
  /** This page's part; null if it has none, in the same way for a call that does not exist (C24). */
  of(callId: string, page: PageAddress): Promise<Part | null>;
  /** The same by user, whatever the page. */
  ofUser(callId: string, userId: string): Promise<Pick<Part, 'isOpen'> | null>;
  /** Whether the server knows this call: it lives, or ended less than 60 s ago. */
  isKnown(callId: string): Promise<boolean>;
}

/** What was said, where it outlives the process. Neither of these ever rejects: a broken disk must not end a conversation. */
export interface ChatKeep {
  /** What was said in a call, the oldest first. */
  read(callId: string): Promise<readonly ChatMessage[]>;
  /** Resolves when the message is written, or the disk took too long. */
  append(message: ChatMessage): Promise<void>;
}

/** The files that people have sent. */
export interface ChatFiles {
  /** How large one may be, in bytes; 0: none are taken. */
  readonly maxBytes: number;
  /** A whole file that this user has sent to this call; null if there is none. */
  find(callId: string, fileId: string, userId: string): Promise<ChatFile | null>;
}

/** What a conversation needs of the outside. */
export interface ChatPorts {
  readonly parties: Parties;
  readonly endpoints: Pick<Endpoints, 'tell'>;
  readonly watchers: Watchers;
  readonly keep: ChatKeep;
  readonly files: ChatFiles;
  readonly clock: Clock;
}
