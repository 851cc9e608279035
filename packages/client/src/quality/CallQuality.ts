import { CODES, type CommandInput, type NewsMap } from '@frontdesk/protocol';
import type { Clock } from '../Clock.js';
import type { Credentials } from '../Credentials.js';
import type { PageLife } from '../connection/PageLife.js';
import type { Send } from '../connection/Send.js';
import type { Slot, SlotLimit } from '../media/slots.js';
import { type Store, WritableStore } from '../Store.js';
import type { CallView, MediaView } from '../views.js';
import { browserName } from './CallSummary.js';
import { MicWatch } from './MicWatch.js';
import { QualityMeter } from './QualityMeter.js';
import { NO_QUALITY, type QualityView } from './QualityView.js';
import { readTold } from './told.js';

export interface CallQualityPorts {
  readonly call: Store<CallView>;
  readonly media: Store<MediaView>;
  /** The microphone's own track, before any effect; null while none is open. */
  readonly microphone: () => MediaStreamTrack | null;
  readonly getStats: () => Promise<RTCStatsReport | null>;
  readonly limit: (slot: Slot, limit: SlotLimit) => void;
  /** Tells the other side something that is not of the link. */
  readonly tell: (data: object) => void;
  readonly isHeld?: () => boolean;
  readonly send: Send;
  readonly clock: Clock;
  readonly page: PageLife;
  /** Who this page is to the server, for the last word of a page that closes. */
  readonly credentials: Pick<Credentials, 'token' | 'endpointId'>;
  readonly url: string;
}

/** How long after the start one's own microphone is listened to, in ms: the first pictures have the processor for themselves. */
const LISTEN_MS = 2_000;
/** How long the record of a call may take to be acknowledged, in ms; the server knows the call for 60 s. */
const RECORD_MS = 10_000;

/** Follows the present call from its start to its end: measures it, holds the picture to what the link carries, records it. */
export class CallQuality {
  readonly view: Store<QualityView>;
  readonly #view = new WritableStore<QualityView>(NO_QUALITY);
  readonly #ports: CallQualityPorts;
  readonly #mic: MicWatch;
  #meter: QualityMeter | null = null;
  #isListening = false;
  #cancelListening: () => void = () => undefined;
  /** Told when there was no line: told again with the next one. */
  #untold: object | null = null;
  /** The record of a call that ended without a line: said with the next one, while the server knows the call. */
  #unsaid: CommandInput<'call:quality'> | null = null;

  constructor(ports: CallQualityPorts) {
    this.#ports = ports;
    this.#mic = new MicWatch(ports.clock);
    this.view = this.#view;
    ports.call.subscribe(() => this.#follow());
    ports.media.subscribe(() => this.#followMedia());
    this.#mic.state.subscribe(() => this.#meter && this.#view.patch({ mic: this.#mic.state.get() }));
    ports.page.onLeave(() => this.#leave());
  }

  /** What the other bound page says; signals of the link are not looked at here. */
  hear({ callId, from, data }: NewsMap['call:signal']): void {
    const view = this.#ports.call.get();
    if (view.state !== 'started' || view.call.callId !== callId || view.other.endpointId !== from) return;
    const told = readTold(data);
    if (told) this.#meter?.hear(told);
  }

  /** The line to the server is there again: what was said meanwhile got lost. */
  lineUp(): void {
    if (this.#untold) this.#ports.tell(this.#untold);
    if (this.#unsaid) void this.#say(this.#unsaid);
  }

  #follow(): void {
    const view = this.#ports.call.get();
    const callId = view.state === 'started' ? view.call.callId : null;
    if (this.#meter?.callId === callId) return;
    if (this.#meter) this.#end(this.#meter);
    if (callId !== null) this.#begin(callId);
  }

  #begin(callId: string): void {
    const { media, getStats, limit, clock, tell, isHeld } = this.#ports;
    this.#meter = new QualityMeter(callId, {
      media,
      getStats,
      limit,
      clock,
      ...(isHeld && { isHeld }),
      browser: browserName(globalThis.navigator?.userAgent ?? ''),
      onChange: (fields) => this.#view.patch(fields),
      tell: (quality) => {
        this.#untold = { quality };
        tell({ quality });
      },
    });
    this.#followMedia();
    this.#cancelListening = clock.after(LISTEN_MS, () => {
      this.#isListening = true;
      this.#followMedia();
    });
  }

  #end(meter: QualityMeter): void {
    this.#meter = null;
    this.#isListening = false;
    this.#cancelListening();
    this.#untold = null;
    meter.stop();
    this.#mic.follow(null, false);
    this.#view.set(NO_QUALITY);
    const quality = meter.record();
    if (quality) void this.#say({ callId: meter.callId, quality });
  }

  async #say(record: CommandInput<'call:quality'>): Promise<void> {
    this.#unsaid = null;
    const result = await this.#ports.send('call:quality', record, RECORD_MS);
    if (!result.ok && result.error.code === CODES.disconnected) this.#unsaid = record;
  }

  #followMedia(): void {
    if (!this.#meter) return;
    if (this.#isListening) this.#mic.follow(this.#ports.microphone(), !this.#ports.media.get().sending.audio);
    this.#meter.followMedia();
  }

  /** Nobody can tell closing from reloading: if the page comes back, what it says at the end counts instead. */
  #leave(): void {
    const { credentials, page, url } = this.#ports;
    const token = credentials.token();
    const endpointId = credentials.endpointId();
    const quality = this.#meter?.record();
    if (!this.#meter || !quality || !token) return;
    const { callId } = this.#meter;
    page.sendLast(`${url}/api/v1/quality`, { token, endpointId, callId, quality });
  }
}
