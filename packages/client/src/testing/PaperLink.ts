import type { Slot, SlotLimit } from '../media/slots.js';
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
  isHeld = false;
  /** What the picture was held to, one after the other. */
  readonly pictureLimits: SlotLimit[] = [];
  /** How many packets of sound and picture have come. */
  packets = 0;
  /** And of these how many pictures, and how many were shown. */
  arrived = 0;
  decoded = 0;
  /** Something comes all the time. */
  isFlowing = false;
  openOffer: Link['openOffer'] = null;

  constructor(options: LinkOptions) {
    this.options = options;
    this.icePolicy = options.icePolicy;
    if (!options.initiator) return;
    this.openOffer = 'first';
    queueMicrotask(() => this.repeat());
  }

  signal(signals: Parameters<Link['signal']>[0]): void {
    for (const { type } of signals) {
      this.heard.push(type);
      if (type === 'offer') this.options.onSignal({ type: 'answer', sdp: 'v=0' });
      if (type === 'answer') this.openOffer = null;
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

  limit(slot: Slot, limit: SlotLimit): void {
    if (slot === 'video') this.pictureLimits.push(limit);
  }

  hold(isHeld: boolean): void {
    this.isHeld = isHeld;
  }

  restart(): boolean {
    if (this.isOver || !this.options.initiator) return false;
    this.restarts += 1;
    this.openOffer = 'later';
    return this.repeat();
  }

  repeat(): boolean {
    if (this.isOver || !this.openOffer) return false;
    this.options.onSignal({ type: 'offer', sdp: 'v=0' });
    return true;
  }

  configure({ icePolicy }: Parameters<Link['configure']>[0]): void {
    this.icePolicy = icePolicy;
  }

  getStats(): Promise<RTCStatsReport> {
    if (this.isFlowing) {
      this.packets += 1;
      this.arrived += 1;
      this.decoded += 1;
    }
    const { packets, arrived, decoded } = this;
    const frames = { framesReceived: arrived, framesDecoded: decoded };
    const entry = { id: 'in', type: 'inbound-rtp', timestamp: 0, packetsReceived: packets, ...frames };
    return Promise.resolve(new Map([['in', entry]]));
  }

  close(): void {
    if (!this.isOver) this.end('closed');
  }
}
