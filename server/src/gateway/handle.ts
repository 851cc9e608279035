import { CODES, type Result } from '@frontdesk/protocol';
import type { Logger } from 'pino';
import type { ZodType } from 'zod';
import { type Answer, refused } from '../calls/answer.js';

/** What one kind of connection may send: a schema for each command, and what it does. `Sender` is what handlers know of it. */
export interface Vocabulary<Sender> {
  readonly schemas: Readonly<Record<string, ZodType>>;
  readonly handlers: Readonly<Record<string, Handler<Sender>>>;
}

type Handler<Sender> = (sender: Sender, payload: never, answer: Answer<unknown>) => Promise<void>;

/** What a command meets besides its handler. */
export interface Surroundings {
  /** The answer to any well-formed command, instead of carrying it out: a malformed one is told so first (C3). */
  readonly refusal: Result<never> | null;
  readonly log: Logger;
  /** Who sent it, for the log. */
  readonly userId: string;
}

/**
 * Answers one command: the one place where what a stranger sent becomes typed data. Every path answers, if the sender asked.
 *
 * `args` is what Socket.IO received behind the command's name: a payload, and the acknowledgment if there is one. Resolves when
 * it is carried out, and never rejects; undefined if it was answered at once.
 */
export function handle<Sender extends object>(
  vocabulary: Vocabulary<Sender>,
  sender: Sender,
  name: string,
  args: readonly unknown[],
  { refusal, log, userId }: Surroundings,
): Promise<void> | undefined {
  const answer = answerOf(args);
  const fail = (error: unknown): void => {
    log.error({ err: error, command: name, userId }, 'a command failed');
    answer(refused(CODES.notAllowed, 'internal error'));
  };
  try {
    return run(vocabulary, sender, name, args, refusal, answer)?.catch(fail);
  } catch (error) {
    fail(error);
    return;
  }
}

function run<Sender extends object>(
  { schemas, handlers }: Vocabulary<Sender>,
  sender: Sender,
  name: string,
  args: readonly unknown[],
  refusal: Result<never> | null,
  answer: Answer<unknown>,
): Promise<void> | undefined {
  const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  const handler = handlers[name];
  if (!schema || !handler) {
    answer(refused(CODES.badArgument, 'unknown command'));
    return;
  }
  const parsed = schema.safeParse(typeof args[0] === 'function' ? undefined : args[0]);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    answer(refused(CODES.badArgument, `${issue?.path.join('.') || 'payload'}: ${issue?.message ?? 'invalid'}`));
    return;
  }
  if (refusal) {
    answer(refusal);
    return;
  }
  // The schema of that name made it what the handler of that name takes.
  return handler(sender, parsed.data as never, answer);
}

/** The acknowledgment, at most once; nothing where the sender did not ask for one. */
function answerOf(args: readonly unknown[]): Answer<unknown> {
  const last = args.at(-1);
  let isAnswered = typeof last !== 'function';
  return (result) => {
    if (isAnswered) return;
    isAnswered = true;
    (last as Answer<unknown>)(result);
  };
}
