import { type DetailedError, Upload } from 'tus-js-client';
import type { ChatProblem } from './chatViews.js';
import type { FileListener, FileSending } from './FileDoor.js';

/** Below what proxies let through unless told otherwise (nginx: 1 MiB), in bytes; what is lost with a line is less than this. */
const CHUNK_BYTES = 512 * 1024;

/** How long to wait before the server is asked again though the line is up, in ms. */
const AGAIN_MS = 1_500;

/** What the server refuses for good; everything else is tried again as long as the call goes on. */
const REFUSALS: Readonly<Record<number, ChatProblem>> = {
  400: 'failed',
  401: 'failed',
  403: 'full',
  404: 'over',
  410: 'over',
  413: 'too_large',
  507: 'no_space',
};

interface SendFileOptions {
  readonly endpoint: string;
  readonly token: () => string | null;
  readonly file: File;
  readonly listener: FileListener;
}

/** Sends a file by the tus protocol: after each cut the server says how much it has, and the rest follows. */
export function sendFile({ endpoint, token, file, listener }: SendFileOptions): FileSending {
  let isUp = false;
  let isRunning = false;
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const upload = new Upload(file, {
    endpoint,
    chunkSize: CHUNK_BYTES,
    // We know more of the line than the library does.
    retryDelays: null,
    storeFingerprintForResuming: false,
    metadata: { filename: file.name, filetype: file.type },
    onBeforeRequest: (request) => request.setHeader('Authorization', `Bearer ${token() ?? ''}`),
    onProgress: (sent, total) => listener.onProgress(total === 0 ? 1 : sent / total),
    onSuccess: () => listener.onDone(upload.url?.split('/').at(-1) ?? ''),
    onError: (error) => {
      isRunning = false;
      if (isStopped) return;
      const status = (error as DetailedError).originalResponse?.getStatus() ?? 0;
      const problem = REFUSALS[status];
      if (problem) listener.onFailed(problem);
      else timer = setTimeout(run, AGAIN_MS);
    },
  });
  const run = (): void => {
    clearTimeout(timer);
    if (!isUp || isRunning || isStopped) return;
    isRunning = true;
    upload.start();
  };
  return {
    setLine: (up) => {
      isUp = up;
      run();
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      // What the server has of it goes too; if that fails, it goes with the call.
      upload.abort(true).catch(() => undefined);
    },
  };
}
