import { z } from 'zod';
import { LIMITS } from './limits.js';

/**
 * What a page may tell both sides of: things that one should not do unseen. Whether one side holds is the last of `hold` and
 * `resume` that it has sent.
 */
export const noticeSchema = z.enum(['snapshot', 'hold', 'resume']);

export const chatFileSchema = z
  .object({
    fileId: z.string(),
    name: z.string().max(LIMITS.fileNameLength).describe('As the sender’s machine calls it, without folders'),
    size: z.int().min(0).describe('Bytes'),
    type: z.string().describe('A MIME type, as the sender’s browser says it; empty if it says none'),
  })
  .readonly()
  .meta({ id: 'ChatFile', description: 'A file that one side has sent; `GET /api/v1/calls/{callId}/files/{fileId}`.' });

export const chatMessageSchema = z
  .object({
    callId: z.string(),
    seq: z.int().min(1).describe('Grows with each message of a call; may have gaps'),
    messageId: z.string().describe('Its sender’s own id of it'),
    from: z.string().describe('The user who sent it'),
    at: z.int().min(0).describe('When the server had it, epoch ms'),
    kind: z.enum(['text', 'file', 'notice']),
    text: z.string().max(LIMITS.textLength).describe('Of a text; otherwise empty'),
    notice: noticeSchema.nullable().describe('Of a notice; otherwise null'),
    file: chatFileSchema.nullable().describe('Of a file; otherwise null'),
  })
  .readonly()
  .meta({ id: 'ChatMessage', description: 'Something that one side of a call has written, sent or done.' });

export const chatMessagesSchema = z
  .object({
    messages: z.array(chatMessageSchema).readonly().describe('The oldest first, at most 100'),
    more: z.boolean().describe('Whether there are more: ask again, after the last of these'),
    fileMaxBytes: z.int().min(0).describe('How large a file may be; 0: no files here'),
  })
  .readonly()
  .meta({ id: 'ChatMessages', description: 'What was said in a call, from some message on.' });
