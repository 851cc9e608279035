import { setImmediate } from 'node:timers/promises';

/** When a story begins, in epoch ms, and how long things last in it, in ms. */
export interface Times {
  readonly from: number;
  readonly decideMs: number;
  readonly waitMs: number;
  readonly ringMs: number;
  readonly credentialsMs: number;
}

type Json = null | boolean | number | string | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [key: string]: Json;
}

/** A line of the transcript is about so long. */
const WIDTH = 116;

/** What is another in every run, and what is written in its place. */
const RANDOM: Readonly<Record<string, Json>> = {
  sid: 'gI4Xmbwd…',
  token: 'eyJhbGciOiJIUzI1NiJ9.…',
  ticket: 'eyJhc2tlZCI6eyJjYWxsSWQi….…',
  credential: '9v0fLMdB…=',
  roomId: 1_804_289_383,
};

/** Writes packets as they are on the wire, with white space for readers, and nothing in them that another run would have otherwise. */
export class Teller {
  readonly #times: Times;
  readonly #moments: { readonly realAt: number; readonly toldAt: number }[] = [];
  readonly #calls = new Map<string, string>();

  constructor(times: Times) {
    this.#times = times;
  }

  /** From now on it is so many ms after the beginning. Waits for a new millisecond: times tell one step from the next. */
  async begin(atMs: number): Promise<void> {
    const now = Date.now();
    while (Date.now() === now) await setImmediate();
    this.#moments.push({ realAt: Date.now(), toldAt: this.#times.from + atMs });
  }

  /** A Socket.IO packet, such as `42["call:reply",{…}]`. */
  tell(packet: string): string {
    const [, head = '', body = ''] = /^(\d\d?(?:\/\w+,)?\d*)(.*)$/s.exec(packet) ?? [];
    return body === '' ? packet : head + written(this.#told(JSON.parse(body) as Json), 0);
  }

  #told(value: Json): Json {
    if (isList(value)) return value.map((each) => this.#told(each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.#field(key, each, value)]));
  }

  #field(key: string, value: Json, { call, state, iceServers, icePolicy, param }: JsonObject): Json {
    if (value !== null && value !== '' && RANDOM[key] !== undefined) return RANDOM[key];
    if (key === 'callId') return this.#call(String(value));
    const { credentialsMs, from } = this.#times;
    // Whole seconds, as coturn counts: they say nothing of the step.
    if (key === 'expiresAt' && icePolicy !== undefined) return from + credentialsMs;
    if (key === 'username') return `${(from + credentialsMs) / 1000}:${String(value).split(':')[1]}`;
    // START's parameter is the room.
    if (key === 'param' && iceServers !== undefined) return RANDOM['roomId'] ?? null;
    const isRoom = isRecord(call) && param !== 0 && call['roomId'] === param;
    if (key === 'param' && isRoom) return RANDOM['roomId'] ?? null;
    if (typeof value === 'number' && /(?:At|Time)$/.test(key)) {
      return this.#time(value, key === 'expiresAt' ? this.#life(state) : 0);
    }
    return this.#told(value);
  }

  #call(callId: string): string {
    const known = this.#calls.get(callId) ?? `ca11ca11-0000-4000-8000-00000000000${this.#calls.size + 1}`;
    this.#calls.set(callId, known);
    return known;
  }

  /** How long before `expiresAt` its clock began to run. */
  #life(state: Json | undefined): number {
    const { decideMs, waitMs, ringMs, credentialsMs } = this.#times;
    if (state === 'deciding') return decideMs;
    if (state === 'waiting') return waitMs;
    return state === 'ringing' ? ringMs : credentialsMs;
  }

  #time(real: number, lifeMs: number): number {
    const began = this.#moments.findLast(({ realAt }) => realAt <= real - lifeMs);
    return (began?.toldAt ?? this.#times.from) + lifeMs;
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isRecord(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** JSON on one line where it fits; otherwise as many names on each as fit. */
function written(value: Json, indent: number): string {
  const flat = flatly(value);
  if (indent + flat.length <= WIDTH || typeof value !== 'object' || value === null) return flat;
  const rest = ' '.repeat(indent);
  if (!isList(value)) {
    const fields = Object.entries(value).map(([key, each]) => `"${key}": ${written(each, indent + 2)}`);
    return `{\n${filled(fields, indent + 2)}\n${rest}}`;
  }
  const [last] = value.slice(-1);
  const before = value.slice(0, -1);
  // The name of an event stands beside what it carries.
  if (before.every((each) => typeof each !== 'object')) {
    return `[${before.map((each) => `${flatly(each)}, `).join('')}${written(last ?? null, indent)}]`;
  }
  return `[\n${filled(
    value.map((each) => written(each, indent + 2)),
    indent + 2,
  )}\n${rest}]`;
}

function filled(parts: readonly string[], indent: number): string {
  const lines: string[] = [];
  let line = '';
  for (const [at, part] of parts.entries()) {
    const item = at < parts.length - 1 ? `${part},` : part;
    const isLong = item.includes('\n') || indent + line.length + 1 + item.length > WIDTH;
    if (line !== '' && isLong) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? item : `${line} ${item}`;
    if (item.includes('\n')) {
      lines.push(line);
      line = '';
    }
  }
  if (line !== '') lines.push(line);
  return lines.map((each) => ' '.repeat(indent) + each).join('\n');
}

function flatly(value: Json): string {
  if (isList(value)) return `[${value.map(flatly).join(', ')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, each]) => `"${key}": ${flatly(each)}`);
  return fields.length === 0 ? '{}' : `{${fields.join(', ')}}`;
}
