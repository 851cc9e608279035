import { type CallNews, type CallSnapshot, CODES } from '@frontdesk/protocol';
import type { Saying } from '../carryOut.js';
import type { Message, PageState } from './page.js';
import type { State } from './state.js';
import { isEnd } from './told.js';

const NUMBERS = new Map<string, number>();
const KNOWN = new WeakMap<object, number>();

function numberOfText(text: string): number {
  const number = NUMBERS.get(text);
  if (number !== undefined) return number;
  NUMBERS.set(text, NUMBERS.size + 1);
  return NUMBERS.size;
}

/** A small number for a value: the same for equal ones, cheap when asked again. */
export function numberOf(value: object): number {
  const known = KNOWN.get(value);
  if (known !== undefined) return known;
  const number = numberOfText(JSON.stringify(value));
  KNOWN.set(value, number);
  return number;
}

/** Two hashes of 32 bits of the same numbers, as Murmur3 mixes them. */
class Mix {
  #one = 0x9747b28c;
  #two = 0x41c6ce57;

  add(number: number): void {
    this.#one = mix(this.#one, number, 0xcc9e2d51, 0x1b873593);
    this.#two = mix(this.#two, number, 0x85ebca6b, 0xc2b2ae35);
  }

  addText(text: string): void {
    this.add(numberOfText(text));
  }

  /** Adds one of several of which the order does not count. */
  addUnordered(...numbers: readonly number[]): void {
    const each = new Mix();
    for (const number of numbers) each.add(number);
    this.#one = (this.#one + finish(each.#one)) | 0;
    this.#two = (this.#two + finish(each.#two)) | 0;
  }

  /** 53 bits: of a million different ones two are the same by chance once in ten thousand explorations. */
  get value(): number {
    return (finish(this.#one) & 0x1fffff) * 2 ** 32 + (finish(this.#two) >>> 0);
  }
}

function mix(hash: number, number: number, first: number, second: number): number {
  let part = Math.imul(number, first);
  part = Math.imul((part << 15) | (part >>> 17), second);
  const mixed = hash ^ part;
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

const PAGES = new WeakMap<PageState, number>();

function pageNumber(page: PageState): number {
  const known = PAGES.get(page);
  if (known !== undefined) return known;
  const key = new Mix();
  key.add((page.isUp ? 4 : 0) + (page.isKnown ? 2 : 0) + (page.isReady ? 1 : 0));
  for (const message of page.inbox) addMessage(key, message);
  key.add(-1);
  for (const saying of page.outbox) addSaying(key, saying);
  key.add(-2);
  for (const saying of page.unheard) addSaying(key, saying);
  key.add(-3);
  for (const { callId, version, state, side, room, peers } of page.shows) {
    key.addText(callId);
    key.add(version);
    key.addText(state);
    key.addText(side);
    key.addText(peers.join());
    if (room) key.addText(room.as);
  }
  key.add(-4);
  for (const requestId of page.givenUp) key.addText(requestId);
  key.add(-5);
  for (const { ticket } of page.tickets) key.addText(ticket);
  PAGES.set(page, key.value);
  return key.value;
}

function addSaying(key: Mix, saying: Saying): void {
  key.addText(saying.type);
  key.addText(saying.type === 'request' ? saying.requestId : saying.callId);
  if ('code' in saying) key.add(saying.code);
  if (saying.type === 'signal' || saying.type === 'transfer') key.addText(saying.to);
  if (saying.type === 'request' && saying.room) key.addText(saying.room.callId);
}

/** A message, as far as it matters to a page. */
function addMessage(key: Mix, message: Message): void {
  key.addText(message.type);
  switch (message.type) {
    case 'ready':
      for (const call of message.calls) key.add(numberOf(call));
      for (const { callId } of message.ended) key.addText(callId);
      break;
    case 'answer':
      addSaying(key, message.to);
      key.add(message.code === CODES.ok ? 1 : 0);
      if (message.call) addCall(key, message.call);
      break;
    case 'news': {
      const { name, news } = message;
      if (!('call' in news)) {
        key.add(numberOf(news));
        break;
      }
      const { code } = news as CallNews;
      key.addText(isEnd(name, code) ? 'end' : name);
      addCall(key, news.call);
      if ('ticket' in news) key.addText(news.ticket);
    }
  }
}

/** How a call ended is nothing to a page that only drops it. */
function addCall(key: Mix, call: CallSnapshot): void {
  if (call.state === 'finished') key.addText(call.callId);
  else key.add(numberOf(call));
}

/**
 * What makes one state another than the next, as a hash of 53 bits.
 *
 * How a call ended, and what was told of it, changes nothing that can still happen: of a call that is over and of which
 * nothing is under way, only that it is over counts. So whatever follows is explored once, not once for each way to end.
 */
export function keyOf(state: State): number {
  const { tables, timers, pages, questions, onDisk, handed, told, left, run } = state;
  const { calls } = tables;
  const key = new Mix();
  key.add(run);
  for (const call of calls.values()) {
    if (call.state !== 'finished') key.add(numberOf(call));
    else key.addText(`${call.asked.callId} ${call.asked.callerEndpoint} ${call.calleeEndpoint}`);
  }
  for (const page of pages) {
    const number = pageNumber(page);
    key.add(number / 2 ** 32);
    key.add(number | 0);
    for (const callId of page.over) {
      if (page.inbox.length > 0 || calls.get(callId)?.state !== 'finished') key.addText(callId);
    }
  }
  for (const callId of questions) key.addText(callId);
  key.add(-1);
  for (const callId of onDisk) key.addText(callId);
  for (const call of handed) if (!onDisk.includes(call.asked.callId)) key.add(numberOf(call));
  key.add(numberOf(left));
  for (const [request, { callId }] of tables.requests) key.addUnordered(numberOfText(request), numberOfText(callId));
  for (const { callId, timer, at } of timers) key.addUnordered(numberOfText(callId), numberOfText(timer), at);
  for (const [where, fact] of told) {
    const callId = where.slice(where.indexOf(' ') + 1);
    if (calls.get(callId)?.state !== 'finished') key.addUnordered(numberOfText(where), numberOf(fact));
  }
  return key.value;
}
