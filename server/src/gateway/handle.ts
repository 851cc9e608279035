import { CODES, type Command, type CommandValues, type Result } from '@frontdesk/protocol';
import { commandSchemas } from '@frontdesk/protocol/schemas';
import type { Logger } from 'pino';
import { type Answer, refused } from '../calls/answer.js';
import type { Handlers } from './commands.js';
import type { Page } from './Page.js';

/** What a command meets besides its handler. */
export interface Surroundings {
  /** The answer to any well-formed command, instead of carrying it out: a malformed one is told so first (C3). */
  readonly refusal: Result<never> | null;
  readonly log: Logger;
}

/**
 * Answers one command: the one place where what a stranger sent becomes typed data. Every path answers, if the sender asked.
 *
 * `args` is what Socket.IO received behind the command's name: a payload, and the acknowledgment if there is one.
 */
export function handle(
  handlers: Handlers,
  page: Page,
  name: string,
  args: readonly unknown[],
  { refusal, log }: Surroundings,
): void {
  const answer = answerOf(args);
  if (!isCommand(name)) {
    answer(refused(CODES.badArgument, 'unknown command'));
    return;
  }
  const payload = typeof args[0] === 'function' ? undefined : args[0];
  const fail = (error: unknown): void => {
    log.error({ err: error, command: name, userId: page.user.userId }, 'a command failed');
    answer(refused(CODES.notAllowed, 'internal error'));
  };
  try {
    run(handlers, page, name, payload, refusal, answer)?.catch(fail);
  } catch (error) {
    fail(error);
  }
}

function run<C extends Command>(
  handlers: Handlers,
  page: Page,
  name: C,
  payload: unknown,
  refusal: Result<never> | null,
  answer: Answer<CommandValues[C]>,
): Promise<void> | undefined {
  const parsed = commandSchemas[name].safeParse(payload);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    answer(refused(CODES.badArgument, `${issue?.path.join('.') || 'payload'}: ${issue?.message ?? 'invalid'}`));
    return;
  }
  if (refusal) {
    answer(refusal);
    return;
  }
  const { user, endpointId } = page;
  const from = { userId: user.userId, name: user.name, role: user.role, endpointId };
  const handler = handlers[name] as (received: object) => Promise<void>;
  return handler({ page, from, payload: parsed.data, answer });
}

/** The acknowledgment, at most once; nothing where the sender did not ask for one. */
function answerOf(args: readonly unknown[]): (result: Result<unknown>) => void {
  const last = args.at(-1);
  let isAnswered = typeof last !== 'function';
  return (result) => {
    if (isAnswered) return;
    isAnswered = true;
    (last as (result: Result<unknown>) => void)(result);
  };
}

function isCommand(name: string): name is Command {
  return Object.hasOwn(commandSchemas, name);
}
