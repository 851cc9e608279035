import { io, type Socket } from 'socket.io-client';
import { Teller, type Times } from './Teller.js';

/** How long a step waits for its packets, in ms; only spent when one does not come. */
const PATIENCE_MS = 12_000;

/** Engine.IO's numbers of the packets that carry something. */
const TYPES: Readonly<Record<string, string>> = { open: '0', message: '4' };

interface Packet {
  readonly who: string;
  readonly isSent: boolean;
  /** As it is written on the wire, such as `42["call:reply",{…}]`. */
  readonly raw: string;
}

interface EnginePacket {
  readonly type: string;
  readonly data?: string;
}

/** Writes down what goes over the lines of a few people, step by step. */
export class Transcript {
  readonly #lines: string[] = [];
  readonly #order: string[] = [];
  readonly #teller: Teller;
  #packets: Packet[] = [];
  #look: () => void = () => undefined;

  constructor(times: Times) {
    this.#teller = new Teller(times);
  }

  /** A connection by plain socket.io-client, every packet of which is written down. */
  line(who: string, url: string, auth: object): Socket {
    if (!this.#order.includes(who)) this.#order.push(who);
    const socket = io(url, {
      auth,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      autoConnect: false,
    });
    socket.connect();
    const { engine } = socket.io;
    engine.on('packetCreate', (packet: EnginePacket) => this.#note(who, true, packet));
    engine.on('packet', (packet: EnginePacket) => this.#note(who, false, packet));
    return socket;
  }

  text(...lines: string[]): void {
    this.#lines.push(...lines, '');
  }

  /**
   * One thing that someone does, so many ms after the beginning of the story, and all that follows from it: the names of the
   * packets that each receives, in their order. What else arrives spoils the next step.
   */
  async step<T>(
    words: string,
    atMs: number,
    act: () => T,
    expected: Readonly<Record<string, readonly string[]>>,
  ): Promise<T> {
    await this.#teller.begin(atMs);
    const made = act();
    await this.#until(expected, words);
    this.#lines.push(words, '', '```');
    const [actor] = this.#packets;
    const order = actor ? [actor.who, ...this.#order.filter((who) => who !== actor.who)] : [];
    for (const name of order) {
      for (const { who, isSent, raw } of this.#packets) {
        if (who === name) this.#lines.push(`${isSent ? `${who} →` : `→ ${who}`}  ${this.#teller.tell(raw)}`);
      }
    }
    this.#lines.push('```', '');
    this.#packets = [];
    return made;
  }

  /** The end of a story: what comes next is another one. */
  end(sockets: readonly Socket[]): void {
    for (const socket of sockets) socket.disconnect();
    this.#order.length = 0;
    this.#packets = [];
    this.#look = () => undefined;
  }

  written(): string {
    return `${this.#lines.join('\n').trimEnd()}\n`;
  }

  #note(who: string, isSent: boolean, { type, data = '' }: EnginePacket): void {
    const number = TYPES[type];
    if (number === undefined) return;
    this.#packets.push({ who, isSent, raw: `${number}${data}` });
    this.#look();
  }

  /** Until everybody has received what was expected, and nothing else. */
  #until(expected: Readonly<Record<string, readonly string[]>>, words: string): Promise<void> {
    const received = () =>
      Object.fromEntries(
        this.#order.map((name) => [
          name,
          this.#packets.filter((each) => each.who === name && !each.isSent).map(nameOf),
        ]),
      );
    const wanted = JSON.stringify(Object.fromEntries(this.#order.map((name) => [name, expected[name] ?? []])));
    return new Promise((resolve, reject) => {
      const limit = setTimeout(
        () => reject(new Error(`“${words}” was to bring ${wanted} and brought ${JSON.stringify(received())}`)),
        PATIENCE_MS,
      );
      this.#look = () => {
        if (JSON.stringify(received()) !== wanted) return;
        clearTimeout(limit);
        resolve();
      };
      this.#look();
    });
  }
}

/** What a packet is: `open`, `connect`, `ack`, or the name of its event. */
function nameOf({ raw }: Packet): string {
  const head = raw.startsWith('0') ? '0' : raw.slice(0, 2);
  if (head === '42') return /\["([^"]+)"/.exec(raw)?.[1] ?? raw;
  return { 0: 'open', 40: 'connect', 43: 'ack', 44: 'refused' }[head] ?? raw;
}
