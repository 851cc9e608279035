import type { ChatProblem } from './chatViews.js';

/** A file on its way. */
export interface FileSending {
  /** The line broke, or is back: it goes on where it was. */
  setLine(isUp: boolean): void;
  /** Gives it up, and what the server has of it. */
  stop(): void;
}

export interface FileListener {
  /** From 0 to 1. */
  readonly onProgress: (progress: number) => void;
  /** All of it is with the server. */
  readonly onDone: (fileId: string) => void;
  readonly onFailed: (problem: ChatProblem) => void;
}

/** The way of files to the server and back. */
export interface FileDoor {
  send(callId: string, file: File, listener: FileListener): FileSending;
  /** A file's bytes, with no type that a browser would act on; null if they are not to be had. */
  fetch(callId: string, fileId: string): Promise<Blob | null>;
}
