import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnySchemaObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** Who is at the other end of a connection. */
export type Reader = 'page' | 'program';

const FILES = {
  page: { news: 'news', answers: 'answers' },
  program: { news: 'business-news', answers: 'business-answers' },
} as const;

/** The published schemas: what strangers hold us to. */
const FOLDER = join(import.meta.dirname, '../../docs/wire/schemas');
const AJV = new Ajv2020({ strict: false, allErrors: true, formats: { uuid: true } });
const compiled = new Map<string, ValidateFunction | undefined>();
const seen = new Set<string>();

/** The messages that went by so far, such as `page news call:start` and `program answers call:assign refused`. */
export function seenMessages(): ReadonlySet<string> {
  return seen;
}

/** Throws if the published schemas do not allow this news. */
export function checkNews(reader: Reader, name: string, payload: unknown): void {
  check(`${reader} news ${name}`, validatorOf(FILES[reader].news, name), payload);
}

/** Throws if the published schemas do not allow this acknowledgment. */
export function checkAnswer(reader: Reader, command: string, answer: unknown): void {
  const file = FILES[reader].answers;
  const isGood = (answer as { ok?: unknown } | undefined)?.ok === true;
  // A command that is not of the contract is refused like any other.
  const validate = validatorOf(file, command) ?? validatorOf(file, 'call:finish');
  check(`${reader} answers ${command} ${isGood ? 'ok' : 'refused'}`, validate, answer);
}

function check(what: string, validate: ValidateFunction | undefined, payload: unknown): void {
  seen.add(what);
  if (!validate) throw new Error(`${what}: there is no such message in ${FOLDER}`);
  if (validate(payload)) return;
  throw new Error(`${what} is not as ${FOLDER} says: ${AJV.errorsText(validate.errors)}\n${JSON.stringify(payload)}`);
}

function validatorOf(file: string, name: string): ValidateFunction | undefined {
  const id = `${file}.json`;
  if (!AJV.getSchema(id)) {
    AJV.addSchema(JSON.parse(readFileSync(join(FOLDER, id), 'utf8')) as AnySchemaObject, id);
  }
  const place = `${id}#/$defs/${name}`;
  if (!compiled.has(place)) compiled.set(place, AJV.getSchema(place));
  return compiled.get(place);
}
