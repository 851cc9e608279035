import { randomUUID } from 'node:crypto';
import type { CallNews, ClientEvents, Command, CommandInput, Result, ServerEvents } from '@frontdesk/protocol';
import { expect } from '@playwright/test';
import { io, type Socket } from 'socket.io-client';
import type { RunningServer } from './server.js';

/** An agent without a page: takes the offered calls and ends them, where a story is about the customer. */
export class AgentProgram {
  readonly #socket: Socket<ServerEvents, ClientEvents>;
  #ringing: CallNews | null = null;

  private constructor(socket: Socket<ServerEvents, ClientEvents>) {
    this.#socket = socket;
    socket.on('call:request', (news) => {
      this.#ringing = news;
    });
  }

  /** Sits down at the desk, and is available; with `userId` for somebody whose page is open, which rings too. */
  static async sit(server: RunningServer, name: string, userId = `agent.${randomUUID()}`): Promise<AgentProgram> {
    const token = await server.token({ userId, name, role: 'agent' });
    const auth = { token, endpointId: randomUUID(), protocol: 1 };
    const socket: Socket<ServerEvents, ClientEvents> = io(server.url, {
      auth,
      transports: ['websocket'],
      forceNew: true,
    });
    const agent = new AgentProgram(socket);
    await new Promise<void>((ready, fail) => {
      socket.once('session:ready', () => ready());
      socket.once('connect_error', fail);
    });
    await agent.#does('desk:sit', {});
    await agent.#does('desk:reach', { unreachable: null });
    await agent.#does('desk:choose', { status: 'available' });
    return agent;
  }

  /** Waits for an offer; its call's id. */
  async rings(): Promise<string> {
    await expect.poll(() => this.#ringing?.call.callId, { intervals: [60] }).toBeDefined();
    return this.#ringing?.call.callId ?? '';
  }

  async accepts(callId: string): Promise<void> {
    await this.#does('call:reply', { callId, code: 0 });
  }

  async hangsUp(callId: string): Promise<void> {
    await this.#does('call:finish', { callId });
  }

  leave(): void {
    this.#socket.disconnect();
  }

  async #does<C extends Command>(command: C, payload: CommandInput<C>): Promise<void> {
    const socket: { emit(command: string, ...args: unknown[]): unknown } = this.#socket;
    const result = await new Promise<Result<unknown>>((done) => {
      socket.emit(command, payload, done);
    });
    expect(result, command).toMatchObject({ ok: true });
  }
}
