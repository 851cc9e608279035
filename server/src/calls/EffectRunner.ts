import { type CallSnapshot, CODES } from '@frontdesk/protocol';
import type { Call } from './call.js';
import type { Endpoints, Grants } from './ports.js';
import type { Effect } from './step.js';
import type { Timers } from './Timers.js';

/** Carries the machine's effects out: timers, and news to pages. */
export class EffectRunner {
  readonly #endpoints: Endpoints;
  readonly #grants: Grants;
  readonly #timers: Timers;

  constructor(endpoints: Endpoints, grants: Grants, timers: Timers) {
    this.#endpoints = endpoints;
    this.#grants = grants;
    this.#timers = timers;
  }

  /** `view` is the snapshot of `call`, made once for all that is told. */
  run(call: Call, view: CallSnapshot, effects: readonly Effect[]): void {
    for (const effect of effects) this.#run(call, view, effect);
  }

  #run(call: Call, view: CallSnapshot, effect: Effect): void {
    switch (effect.type) {
      case 'startTimer':
        this.#timers.start(call.callId, effect.timer, effect.at);
        break;
      case 'stopTimer':
        this.#timers.stop(call.callId, effect.timer);
        break;
      case 'tell': {
        const { to, news, code, param, text } = effect;
        this.#endpoints.tell(to, `call:${news}`, { call: view, code, param, text });
        break;
      }
      case 'tellStart':
        this.#tellStart(call, view, effect);
        break;
      case 'tellPeer': {
        const { to, endpointId, connected } = effect;
        this.#endpoints.tell(to, 'call:peer', { callId: call.callId, endpointId, connected });
        break;
      }
    }
  }

  #tellStart(call: Call, view: CallSnapshot, { to, param, text }: Extract<Effect, { type: 'tellStart' }>): void {
    if (call.state !== 'started') return;
    const { ticket, iceServers, icePolicy } = this.#grants.grant(call, to);
    const news = { call: view, code: CODES.ok, param, text, ticket, iceServers, icePolicy };
    this.#endpoints.tell(to, 'call:start', news);
  }
}
