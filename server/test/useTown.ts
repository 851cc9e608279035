import type { Role } from '@frontdesk/protocol';
import { afterAll, beforeAll } from 'vitest';
import type { Door, Line } from './Line.js';
import { Person } from './Person.js';
import { type Deciding, Program } from './Program.js';
import { startServer, type TestServer, testToken } from './startServer.js';

export interface Entry {
  readonly role?: Role;
  readonly endpointId?: string;
  /** Of an earlier page of the same person. */
  readonly userId?: string;
  /** How long the token is good, in ms; negative for an expired one. */
  readonly tokenMs?: number;
  readonly transports?: NonNullable<Door['transports']>;
}

export interface Town {
  readonly server: TestServer;
  /** Opens a page for someone new of that name, or for someone who is known by `userId`. */
  enter(name: string, entry?: Entry): Promise<Person>;
  /** Attaches a program of the operator's; with `deciding`, one that decides. Resolves when the server knows it. */
  attach(deciding?: Deciding, entry?: Pick<Entry, 'userId'>): Promise<Program>;
  /** One more page of the same person. */
  another(person: Person): Promise<Person>;
  /** The same page after a reload or a lost connection. */
  again(person: Person, entry?: Entry): Promise<Person>;
}

/**
 * One real server for the tests of a file, and people who come and go. Each test has people of its own, so that tests which
 * wait for the server's clock can do so at the same time.
 */
export function useTown(environment: Readonly<Record<string, string>> = {}): Town {
  let server: TestServer | null = null;
  const people: Pick<Line<object>, 'socket'>[] = [];
  let count = 0;
  beforeAll(async () => {
    server = await startServer(environment);
  });
  afterAll(async () => {
    for (const { socket } of people) socket.disconnect();
    await server?.close();
  });
  const running = () => {
    if (!server) throw new Error('the server is not up yet');
    return server;
  };
  const enter = async (name: string, entry: Entry = {}) => {
    count += 1;
    const userId = entry.userId ?? `${name.toLowerCase().replaceAll(' ', '-')}.${count}`;
    const token = await testToken(userId, name, entry.role ?? 'caller', entry.tokenMs);
    const person = await Person.enter({
      url: running().url,
      auth: { token, protocol: 1, ...(entry.endpointId ? { endpointId: entry.endpointId } : {}) },
      ...(entry.transports ? { transports: entry.transports } : {}),
    });
    people.push(person);
    return person;
  };
  const attach = async (deciding?: Deciding, { userId = `program.${++count}` }: Pick<Entry, 'userId'> = {}) => {
    const token = await testToken(userId, userId, 'business');
    const decides = deciding !== undefined;
    const program = await Program.enter({ url: running().url, auth: { token, protocol: 1, decides } });
    people.push(program);
    if (deciding) program.deciding = deciding;
    return program;
  };
  const asBefore = ({ ready: { user } }: Person) => ({ userId: user.userId, role: user.role });
  return {
    get server() {
      return running();
    },
    enter,
    attach,
    another: (person) => enter(person.ready.user.name, asBefore(person)),
    again: (person, entry) =>
      enter(person.ready.user.name, { ...asBefore(person), endpointId: person.endpointId, ...entry }),
  };
}
