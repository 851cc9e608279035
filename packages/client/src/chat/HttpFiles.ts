import type { FileDoor, FileListener, FileSending } from './FileDoor.js';

/** Files over HTTP, with this person's token. What sends them is loaded when the first one is attached. */
export class HttpFiles implements FileDoor {
  readonly #url: string;
  readonly #token: () => string | null;

  /** `url` is the server's origin; empty for the page's own. */
  constructor(url: string, token: () => string | null) {
    this.#url = url;
    this.#token = token;
  }

  send(callId: string, file: File, listener: FileListener): FileSending {
    let sending: FileSending | null = null;
    let isUp = false;
    let isStopped = false;
    const begin = async (): Promise<void> => {
      const { sendFile } = await import('./sendFile.js');
      if (isStopped) return;
      sending = sendFile({ endpoint: this.#at(callId), token: this.#token, file, listener });
      sending.setLine(isUp);
    };
    begin().catch(() => listener.onFailed('failed'));
    return {
      setLine: (up) => {
        isUp = up;
        sending?.setLine(up);
      },
      stop: () => {
        isStopped = true;
        sending?.stop();
      },
    };
  }

  async fetch(callId: string, fileId: string): Promise<Blob | null> {
    const headers = { authorization: `Bearer ${this.#token() ?? ''}` };
    try {
      const response = await fetch(`${this.#at(callId)}/${encodeURIComponent(fileId)}`, { headers });
      return response.ok ? await response.blob() : null;
    } catch {
      return null;
    }
  }

  #at(callId: string): string {
    return `${this.#url}/api/v1/calls/${encodeURIComponent(callId)}/files`;
  }
}
