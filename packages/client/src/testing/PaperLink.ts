import type { Link, LinkOptions, LinkState } from '../PeerLink.js';

/** A link that connects as soon as offer and answer have met. */
export class PaperLink implements Link {
  readonly options: LinkOptions;
  readonly heard: string[] = [];
  /** The slots into which a track was put, in order. */
  readonly sent: string[] = [];
  isOver = false;
  restarts = 0;
  /** Which paths may be looked for now. */
  icePolicy: LinkOptions['icePolicy'];

  constructor(options: LinkOptions) {
    this.options = options;
    this.icePolicy = options.icePolicy;
    if (options.initiator) queueMicrotask(() => !this.isOver && options.onSignal({ type: 'offer', sdp: 'v=0' }));
  }

  signal(signals: Parameters<Link['signal']>[0]): void {
    for (const { type } of signals) {
      this.heard.push(type);
      if (type === 'offer') this.options.onSignal({ type: 'answer', sdp: 'v=0' });
      if (type !== 'candidate') this.options.onState('connected');
    }
  }

  end(state: LinkState): void {
    this.isOver = true;
    this.options.onState(state);
  }

  send(...[slot, track]: Parameters<Link['send']>): void {
    if (track) this.sent.push(slot);
  }

  limit(): void {}

  restart(): boolean {
    if (this.isOver || !this.options.initiator) return false;
    this.restarts += 1;
    this.options.onSignal({ type: 'offer', sdp: 'v=0' });
    return true;
  }

  configure({ icePolicy }: Parameters<Link['configure']>[0]): void {
    this.icePolicy = icePolicy;
  }

  getStats(): Promise<null> {
    return Promise.resolve(null);
  }

  close(): void {
    if (!this.isOver) this.end('closed');
  }
}
