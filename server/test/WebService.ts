import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { CallSnapshot } from '@frontdesk/protocol';

/** The secret that the tests' web services share with the server. */
export const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of the web service').toString('base64')}`;

/** One question as it arrived: the body as text, for whoever checks its signature. */
export interface Question {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly call: CallSnapshot;
}

type Answering = (question: Question, response: ServerResponse) => void;

/** Answers with that decision, as JSON. */
export function saying(decision: unknown): Answering {
  return (_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(decision));
  };
}

/** An operator's business server that is a web service: a real HTTP server, which answers as a test says. */
export class WebService {
  readonly questions: Question[] = [];
  /** What it does with the next question. */
  answering: Answering;
  readonly #http: Server;
  readonly #lines = new Set<Socket>();
  #onChange: () => void = () => undefined;

  private constructor(answering: Answering) {
    this.answering = answering;
    this.#http = createServer((request, response) => void this.#receive(request, response));
    this.#http.on('connection', (line) => {
      this.#lines.add(line);
      line.once('close', () => {
        this.#lines.delete(line);
        this.#onChange();
      });
    });
  }

  /** Listens on a free port of loopback. */
  static async open(answering: Answering): Promise<WebService> {
    const service = new WebService(answering);
    await new Promise<void>((resolve) => service.#http.listen(0, '127.0.0.1', resolve));
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/decide?for=us`;
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#lines.size;
  }

  /** Resolves when so many questions have arrived. */
  asked(many: number): Promise<void> {
    return this.#until(() => this.questions.length >= many);
  }

  /** Resolves when no connection is open. */
  isLeft(): Promise<void> {
    return this.#until(() => this.#lines.size === 0);
  }

  async close(): Promise<void> {
    for (const line of this.#lines) line.destroy();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url, headers } = request;
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
    const question = { method, path: url, headers, text, call: JSON.parse(text).data.call as CallSnapshot };
    this.questions.push(question);
    this.answering(question, response);
    this.#onChange();
  }

  #until(isMet: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#onChange = () => {
        if (isMet()) resolve();
      };
      this.#onChange();
    });
  }
}
