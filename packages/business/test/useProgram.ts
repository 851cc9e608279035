import type { BusinessServerEvents } from '@frontdesk/protocol';
import type { Socket } from 'socket.io';
import { afterEach, beforeEach } from 'vitest';
import { type Connection, type ConnectOptions, connect, type Frontdesk } from '../src/index.js';
import { callOf } from './calls.js';
import { Heard } from './Heard.js';
import { SmallServer } from './SmallServer.js';

/** A program's end at the server. */
export type ProgramSocket = Socket<never, BusinessServerEvents>;

/** What a first connection to an empty house says. */
export const CONNECTED = { state: 'connected', calls: [], users: [] };

export interface Stage {
  readonly server: SmallServer;
  readonly programs: Heard<ProgramSocket>;
  /** Everything the program was told: connections, news, questions and errors. */
  readonly told: Heard<unknown>;
  /** A program that connects, and is closed when the test is over. */
  program(options?: Partial<ConnectOptions>): Frontdesk;
}

/** For each test a small server of its own, and programs that connect to it. */
export function useProgram(): Stage {
  let server = new SmallServer();
  let programs = new Heard<ProgramSocket>();
  let told = new Heard<unknown>();
  const open: Frontdesk[] = [];
  beforeEach(async () => {
    server = new SmallServer();
    programs = new Heard();
    told = new Heard();
    server.onProgram = (socket) => programs.add(socket as never);
    await server.start();
  });
  afterEach(async () => {
    for (const frontdesk of open.splice(0)) frontdesk.close();
    await server.stop();
  });
  return {
    get server() {
      return server;
    },
    get programs() {
      return programs;
    },
    get told() {
      return told;
    },
    program: (options = {}) => {
      const hear = { onNews: told.add, onConnection: told.add, onError: told.add };
      const frontdesk = connect({ url: server.url, token: 'a token', ...hear, ...options });
      open.push(frontdesk);
      return frontdesk;
    },
  };
}

/** Asks the program; what it answers. */
export function ask(socket: ProgramSocket, callId: string): Promise<unknown> {
  return new Promise((resolve) => socket.emit('call:decide', { call: callOf(callId) }, resolve));
}

/** What the next connection begins with, however many attempts it takes. */
export async function nextConnected(heard: { next(): Promise<unknown> }): Promise<unknown> {
  for (;;) {
    const next = await heard.next();
    if ((next as Connection).state !== 'disconnected') return next;
  }
}
