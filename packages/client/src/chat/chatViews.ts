import type { ChatNotice } from '@frontdesk/protocol';

/** Why something that one has written or attached was not sent. */
export type ChatProblem =
  /** The call ended first. */
  | 'over'
  /** The conversation holds no more, or the call no more files. */
  | 'full'
  | 'too_large'
  /** The server has no room on its disk. */
  | 'no_space'
  /** The page was loaded anew while the file was on its way, and may not read it again by itself. */
  | 'interrupted'
  | 'failed';

export interface ChatEntryFile {
  /** Null until all of it is with the server. */
  readonly fileId: string | null;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** A MIME type, as the sender's browser says it: to be believed of nothing. */
  readonly type: string;
}

/** One line of a conversation. */
export interface ChatEntry {
  /** Of no other entry of this conversation. */
  readonly id: string;
  readonly isOwn: boolean;
  /** The user id of whoever said it. */
  readonly from: string;
  /** Their name; empty where this page has never met them. */
  readonly name: string;
  /** It came since this page was loaded, or while that was loading. */
  readonly isNew: boolean;
  /** Epoch ms of this machine's clock. */
  readonly at: number;
  readonly kind: 'text' | 'file' | 'notice';
  readonly text: string;
  readonly notice: ChatNotice | null;
  readonly file: ChatEntryFile | null;
  readonly state: 'sending' | 'sent' | 'failed';
  readonly problem: ChatProblem | null;
  /** How much of one's own file is with the server, from 0 to 1; null of all else. */
  readonly progress: number | null;
}

/** What people write and send to each other in a call. */
export interface ChatView {
  /** Null where there is no conversation. */
  readonly callId: string | null;
  /** The call goes on: one may write. */
  readonly isOpen: boolean;
  /** All that was said before is here. */
  readonly isWhole: boolean;
  /** The oldest first; what is not sent yet comes last. */
  readonly entries: readonly ChatEntry[];
  /** How many texts, files and notices of others came since one has looked; the call itself shows that it is on hold. */
  readonly unread: number;
  /** How large a file may be, in bytes; 0: no files. */
  readonly fileMaxBytes: number;
}

export const NO_CHAT: ChatView = {
  callId: null,
  isOpen: false,
  isWhole: false,
  entries: [],
  unread: 0,
  fileMaxBytes: 0,
};
