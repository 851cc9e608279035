import type {
  BusinessCommand,
  BusinessInput,
  BusinessNewsMap,
  BusinessValues,
  CallSnapshot,
  CommandError,
  Result,
} from '@frontdesk/protocol';
import { type Door, Line } from './Line.js';

/** What a program may be told: the news, and questions. */
type Told = BusinessNewsMap & { readonly 'call:decide': { readonly call: CallSnapshot } };

/** What a program says when it is asked: at once, later, or never. */
export type Deciding = (call: CallSnapshot) => unknown;

/** Never says anything. */
export const SILENCE = new Promise<never>(() => undefined);

/** An operator's program on the business namespace, as one that we did not write would see the server. */
export class Program extends Line<Told> {
  /** What it says to the next question. */
  deciding: Deciding = () => ({ code: 0 });

  /** Connects; `door.url` is the server's. Rejects with the server's `connect_error`. */
  static async enter(door: Door): Promise<Program> {
    const program = new Program({ ...door, url: `${door.url}/business` });
    program.socket.on('call:decide', async ({ call }: Told['call:decide'], answer: (decision: unknown) => void) =>
      answer(await program.deciding(call)),
    );
    await new Promise<void>((resolve, reject) => {
      program.socket.once('connect', resolve);
      program.socket.once('connect_error', reject);
    });
    return program;
  }

  /** The calls that it was asked about, the oldest first. */
  get asked(): string[] {
    return this.news('call:decide').map(({ call }) => call.callId);
  }

  /** The value of a command that must be carried out. */
  async does<C extends BusinessCommand>(name: C, payload: BusinessInput<C>): Promise<BusinessValues[C]> {
    const result = (await this.send(name, payload)) as Result<BusinessValues[C]>;
    if (!result.ok) throw new Error(`${name} was refused: ${JSON.stringify(result.error)}`);
    return result.value;
  }

  /** The error of a command that must be refused. */
  async isRefused<C extends BusinessCommand>(name: C, payload: BusinessInput<C>): Promise<CommandError> {
    const result = await this.send(name, payload);
    if (result.ok) throw new Error(`${name} was carried out: ${JSON.stringify(result.value)}`);
    return result.error;
  }

  /** The news of one call so far, in its order, such as `call:reply 0 ringing`; after one more round trip. */
  async story(callId: string): Promise<string[]> {
    await this.settle();
    return this.log.flatMap((each) => {
      if (!('news' in each) || each.news === 'presence' || each.news === 'call:decide') return [];
      if (each.news === 'call:quality') return [];
      const news = each.with as BusinessNewsMap[Exclude<keyof BusinessNewsMap, 'presence' | 'call:quality'>];
      if ('call' in news) return news.call.callId === callId ? [`${each.news} ${news.code} ${news.call.state}`] : [];
      if (news.callId !== callId) return [];
      return [`${each.news} ${'kind' in news ? news.kind : news.connected ? 'there' : 'away'}`];
    });
  }
}
