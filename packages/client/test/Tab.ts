import { CallClient, type Credentials, Devices, Keep, type PageLife } from '../src/index.js';
import { randomId } from '../src/randomId.js';
import { FakeStream, FakeTrack } from '../src/testing/FakeTrack.js';
import { PaperLink } from '../src/testing/PaperLink.js';

/** One tab of a browser: a client over a real line, with devices and links of paper. */
export class Tab {
  readonly client: CallClient;
  /** Every track that was opened, in order. */
  readonly tracks: FakeTrack[] = [];
  /** Every link that was made, in order. */
  readonly links: PaperLink[] = [];
  readonly token: string;
  readonly userId: string;
  readonly #url: string;
  readonly #endpointId: string;
  readonly #stored: Map<string, string>;
  readonly #stop: () => void;
  readonly #onLeave = new Set<() => void>();

  /** `before` is the same tab before a reload: its storage and its endpoint. */
  constructor(url: string, token: string, userId: string, before?: Tab) {
    this.#url = url;
    this.token = token;
    this.userId = userId;
    this.#endpointId = before ? before.#endpointId : randomId();
    this.#stored = new Map(before ? before.#stored : []);
    this.client = new CallClient({
      url,
      credentials: this.#credentials(),
      ports: {
        page: this.#page(),
        keep: this.#keep(),
        devices: new Devices(this.#machine(), new Keep(() => null)),
        makeLink: (options) => {
          const link = new PaperLink(options);
          link.isFlowing = true;
          this.links.push(link);
          return link;
        },
      },
    });
    this.#stop = this.client.connect();
  }

  /** Ends it in good order. */
  close(): void {
    this.#stop();
  }

  /** As the browser does when the tab is closed or reloaded. */
  leave(): void {
    for (const leave of this.#onLeave) leave();
  }

  reload(): Tab {
    this.leave();
    return new Tab(this.#url, this.token, this.userId, this);
  }

  #credentials(): Credentials {
    return {
      settled: Promise.resolve(),
      token: () => this.token,
      endpointId: () => this.#endpointId,
      keepEndpointId: () => undefined,
      renew: async () => 'rejected',
    };
  }

  #page(): PageLife {
    return {
      onWake: () => () => undefined,
      onLeave: (listener) => {
        this.#onLeave.add(listener);
        return () => this.#onLeave.delete(listener);
      },
      sendLast: (url, body) => {
        void fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
      },
    };
  }

  #keep(): Keep {
    const stored = this.#stored;
    return new Keep(() => ({
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
      key: (at) => [...stored.keys()][at] ?? null,
      length: stored.size,
    }));
  }

  #machine(): ConstructorParameters<typeof Devices>[0] {
    return {
      getUserMedia: async ({ audio, video } = {}) => {
        const tracks = [audio ? new FakeTrack('audio') : null, video ? new FakeTrack('video') : null];
        const opened = tracks.filter((track) => track !== null);
        this.tracks.push(...opened);
        return new FakeStream(opened) as unknown as MediaStream;
      },
      enumerateDevices: async () => [],
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    };
  }
}
