import { type CallSnapshot, CODES } from '@frontdesk/protocol';
import type { CallPorts } from './CallPorts.js';
import { type Call, calleeOf } from './call.js';
import { departed, isPartyOf } from './members.js';
import { snapshot, targetOf } from './snapshot.js';
import type { Effect } from './step.js';
import type { Timers } from './Timers.js';

/** A call before and after a step, and the snapshot of it after, made once for all that is told. */
export interface Change {
  readonly before: Call | null;
  readonly call: Call;
  readonly view: CallSnapshot;
}

/** Carries the machine's effects out: timers, and news to pages and business servers. */
export class EffectRunner {
  readonly #ports: CallPorts;
  readonly #timers: Timers;
  readonly #ask: (callId: string, view: CallSnapshot) => void;

  constructor(ports: CallPorts, timers: Timers, ask: (callId: string, view: CallSnapshot) => void) {
    this.#ports = ports;
    this.#timers = timers;
    this.#ask = ask;
  }

  run(change: Change, effects: readonly Effect[]): void {
    for (const effect of effects) this.#run(change, effect);
  }

  #run(change: Change, effect: Effect): void {
    const { endpoints, watchers } = this.#ports;
    const { call, view } = change;
    const { callId } = view;
    switch (effect.type) {
      case 'startTimer':
        this.#timers.start(callId, effect.timer, effect.at);
        break;
      case 'stopTimer':
        this.#timers.stop(callId, effect.timer);
        break;
      case 'askDecider':
        this.#ask(callId, view);
        break;
      case 'tell': {
        const { to, news, code, param, text } = effect;
        endpoints.tell(to, `call:${news}`, { call: viewFor(change, to.userId), code, param, text });
        break;
      }
      case 'tellUpdate': {
        const { to, param, text, wait } = effect;
        endpoints.tell(to, 'call:update', { call: viewFor(change, to.userId), code: CODES.ok, param, text, wait });
        break;
      }
      case 'tellStart':
        this.#tellStart(call, view, effect);
        break;
      case 'tellPeer': {
        const { to, endpointId, connected } = effect;
        endpoints.tell(to, 'call:peer', { callId, endpointId, connected });
        break;
      }
      case 'tellAlert': {
        const { to, from } = effect;
        endpoints.tell(to, 'call:alert', { callId, from: from ?? '', preconnect: from !== null });
        break;
      }
      case 'announce': {
        const { news, code, param, text } = effect;
        watchers.tell(`call:${news}`, { call: view, code, param, text });
        break;
      }
      case 'announceUpdate': {
        const { param, text, wait } = effect;
        watchers.tell('call:update', { call: view, code: CODES.ok, param, text, wait });
        break;
      }
      case 'announcePeer': {
        const { endpointId, connected } = effect;
        watchers.tell('call:peer', { callId, endpointId, connected });
        break;
      }
    }
  }

  #tellStart(call: Call, view: CallSnapshot, { to, param, text }: Extract<Effect, { type: 'tellStart' }>): void {
    if (call.state !== 'started') return;
    const { ticket, iceServers, icePolicy } = this.#ports.grants.grant(call, to);
    const news = { call: view, code: CODES.ok, param, text, ticket, iceServers, icePolicy };
    this.#ports.endpoints.tell(to, 'call:start', news);
  }
}

/** The call after a change as this user is shown it: whoever is or was rung without being bound sees a call to them, whoever was dialed. */
export function viewFor({ before, call, view }: Change, userId: string): CallSnapshot {
  if (call.state === 'started') {
    const ended = isPartyOf(call, userId) ? undefined : departed(call, userId);
    return ended ? snapshot(ended) : view;
  }
  const target = targetOf(call, userId) ?? targetOf(before, userId);
  return !target || target.userId === calleeOf(call).userId ? view : snapshot(call, target);
}
