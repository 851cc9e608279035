/** The browser bundle of simple-peer: its plain entry needs Node's globals. Only what PeerLink uses. */
declare module 'simple-peer/simplepeer.min.js' {
  export interface PeerOptions {
    readonly initiator: boolean;
    readonly trickle: boolean;
    readonly config: object;
    /** The constructors to use in place of the browser's. */
    readonly wrtc: object;
  }

  export default class Peer {
    constructor(options: PeerOptions);
    on(event: 'signal', listener: (signal: object) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    on(event: 'close', listener: () => void): this;
    signal(signal: object): void;
    negotiate(): void;
    resume(): this;
    destroy(): void;
  }
}
