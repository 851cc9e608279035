import type { z } from 'zod';
import type { chatFileSchema, chatMessageSchema, chatMessagesSchema, noticeSchema } from './chatSchemas.js';

/** What a page tells both sides of. */
export type ChatNotice = z.infer<typeof noticeSchema>;

/** A file that one side has sent. */
export interface ChatFile extends z.infer<typeof chatFileSchema> {}

/** Something that one side of a call has written, sent or done. */
export interface ChatMessage extends z.infer<typeof chatMessageSchema> {}

/** A part of a conversation. */
export interface ChatMessages extends z.infer<typeof chatMessagesSchema> {}
