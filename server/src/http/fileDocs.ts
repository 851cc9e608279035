import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import type { ApiEnv } from './access.js';
import { CALL_EXAMPLE, problems } from './routeParts.js';

const callId = z.string().describe('The call').meta({ example: CALL_EXAMPLE.callId });
const fileId = z.string().describe('The file').meta({ example: '6f1c1f0e-7a3c-4b8e-9d37-5f0f0a7f4c11' });
const ofCall = z.object({ callId });
const ofFile = z.object({ callId, fileId });
const version = z.literal('1.0.0');

/** For the document alone: what tus reads and answers stands in headers, which are its own to check. */
export function describeFiles({ openAPIRegistry: registry }: Pick<OpenAPIHono<ApiEnv>, 'openAPIRegistry'>): void {
  const shared = { tags: ['Files'], security: [{ token: [] }] };
  registry.registerPath({
    ...shared,
    method: 'post',
    path: '/calls/{callId}/files',
    operationId: 'beginFile',
    summary: 'Begin to send a file to the other side',
    description:
      'The creation of the tus protocol 1.0.0, for the two of a started call. `Location` of the answer is where it goes on; `HEAD` there says how much has come.',
    request: {
      params: ofCall,
      headers: z.object({
        'Tus-Resumable': version,
        'Upload-Length': z.string().describe('How many bytes the file has'),
        'Upload-Metadata': z.string().optional().describe('`filename` and `filetype`, each with its value in base64'),
      }),
    },
    responses: { 201: { description: 'It may be sent' }, ...problems(400, 401, 403, 404, 413, 429, 507) },
  });
  registry.registerPath({
    ...shared,
    method: 'patch',
    path: '/calls/{callId}/files/{fileId}',
    operationId: 'sendFilePart',
    summary: 'Send more of a file',
    request: {
      params: ofFile,
      headers: z.object({
        'Tus-Resumable': version,
        'Upload-Offset': z.string().describe('Where it goes on: as much as has come'),
      }),
      body: { content: { 'application/offset+octet-stream': { schema: z.string() } } },
    },
    responses: { 204: { description: 'It has come' }, ...problems(400, 401, 403, 404, 409, 413, 507) },
  });
  registry.registerPath({
    ...shared,
    method: 'delete',
    path: '/calls/{callId}/files/{fileId}',
    operationId: 'giveUpFile',
    summary: 'Give up a file that is not whole',
    request: { params: ofFile, headers: z.object({ 'Tus-Resumable': version }) },
    responses: { 204: { description: 'It is gone' }, ...problems(400, 401, 403, 404, 429) },
  });
  registry.registerPath({
    ...shared,
    method: 'get',
    path: '/calls/{callId}/files/{fileId}',
    operationId: 'getFile',
    summary: 'Fetch a file that was sent in a call',
    description:
      'For the two of the call, and for tokens of role `business`, `admin` or `supervisor`; until 60 s after its end. To be saved: it comes without a type.',
    request: { params: ofFile },
    responses: {
      200: { description: 'The file', content: { 'application/octet-stream': { schema: z.string() } } },
      ...problems(401, 404, 429),
    },
  });
}
