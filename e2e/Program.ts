import type {
  BusinessClientEvents,
  BusinessCommand,
  BusinessInput,
  BusinessServerEvents,
  CallSnapshot,
  Result,
} from '@frontdesk/protocol';
import { expect } from '@playwright/test';
import { io, type Socket } from 'socket.io-client';
import type { RunningServer } from './server.js';

/** Decides about a call: what it returns is said at once, or `answer` is called later, or never. */
export type Decide = (call: CallSnapshot, answer: (decision: object) => void) => object | undefined;

/** An operator's own program, beside the server: it decides on calls, and acts on them (section 5). */
export class Program {
  readonly #socket: Socket<BusinessServerEvents, BusinessClientEvents>;
  #last: CallSnapshot | null = null;

  private constructor(socket: Socket<BusinessServerEvents, BusinessClientEvents>) {
    this.#socket = socket;
  }

  /** A program that is attached, and decides so. */
  static async attach(server: RunningServer, decide: Decide): Promise<Program> {
    const token = await server.token({ userId: 'desk-program', name: 'Desk program', role: 'business' });
    const socket: Socket<BusinessServerEvents, BusinessClientEvents> = io(`${server.url}/business`, {
      auth: { token, protocol: 1, decides: true },
      transports: ['websocket'],
      forceNew: true,
    });
    const program = new Program(socket);
    socket.on('call:decide', ({ call }, answer) => {
      program.#last = call;
      const decision = decide(call, answer);
      if (decision) answer(decision);
    });
    await new Promise<void>((attached, fail) => {
      socket.once('connect', attached);
      socket.once('connect_error', fail);
    });
    return program;
  }

  /** Rings people for the call that it was asked about last. */
  async assign(...to: string[]): Promise<void> {
    await this.#act('call:assign', { callId: await this.callId(), to });
  }

  /** Tells the caller of that call a place in line, and words. */
  async update(param: number, text: string): Promise<void> {
    await this.#act('call:update', { callId: await this.callId(), param, text });
  }

  /** Ends that call. */
  async finish(code: number, text: string): Promise<void> {
    await this.#act('call:finish', { callId: await this.callId(), code, text });
  }

  /** The call that it was asked about last, once it was. */
  async callId(): Promise<string> {
    await expect.poll(() => this.#last?.callId).toBeDefined();
    return this.#last?.callId ?? '';
  }

  leave(): void {
    this.#socket.disconnect();
  }

  async #act<C extends BusinessCommand>(command: C, payload: BusinessInput<C>): Promise<void> {
    const socket: { emit(command: string, ...args: unknown[]): unknown } = this.#socket;
    const result = await new Promise<Result<unknown>>((done) => {
      socket.emit(command, payload, done);
    });
    expect(result).toMatchObject({ ok: true });
  }
}
