import type { Command, CommandError, CommandInput, CommandValues, NewsMap, Result } from '@frontdesk/protocol';
import { type Door, Line } from './Line.js';

export type { Door } from './Line.js';

/** One open page of someone, as a client that we did not write would see the server. */
export class Person extends Line<NewsMap> {
  /** Connects and waits to be greeted. Rejects with the server's `connect_error`. */
  static async enter(door: Door): Promise<Person> {
    const person = new Person(door);
    await new Promise<void>((resolve, reject) => {
      person.socket.once('session:ready', () => resolve());
      person.socket.once('connect_error', reject);
      person.socket.once('disconnect', (reason) => reject(new Error(`disconnected: ${reason}`)));
    });
    return person;
  }

  /** Begins to connect and does not wait: whatever is sent meanwhile leaves with the first chance. */
  static hasty(door: Door): Person {
    return new Person(door);
  }

  /** What the server greeted this page with. */
  get ready(): NewsMap['session:ready'] {
    return this.news('session:ready')[0] as NewsMap['session:ready'];
  }

  get userId(): string {
    return this.ready.user.userId;
  }

  get endpointId(): string {
    return this.ready.endpointId;
  }

  /** Sends a command; resolves with its acknowledgment. */
  command<C extends Command>(name: C, payload: CommandInput<C>): Promise<Result<CommandValues[C]>> {
    return this.send(name, payload) as Promise<Result<CommandValues[C]>>;
  }

  /** The value of a command that must be carried out. */
  async does<C extends Command>(name: C, payload: CommandInput<C>): Promise<CommandValues[C]> {
    const result = await this.command(name, payload);
    if (!result.ok) throw new Error(`${name} was refused: ${JSON.stringify(result.error)}`);
    return result.value;
  }

  /** The error of a command that must be refused. */
  async isRefused<C extends Command>(name: C, payload: CommandInput<C>): Promise<CommandError> {
    const result = await this.command(name, payload);
    if (result.ok) throw new Error(`${name} was carried out: ${JSON.stringify(result.value)}`);
    return result.error;
  }
}
