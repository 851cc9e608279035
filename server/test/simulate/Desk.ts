import type { BusinessNewsName, CallSnapshot, Decision } from '@frontdesk/protocol';
import type { Decider } from '../../src/calls/ports.js';
import type { Town } from './Town.js';

/** How a business server of the town behaves. */
export type Manner = 'none' | 'allows' | 'decides' | 'slow';

/** The town's business server: decides, assigns who waits, and ends a call now and then. */
export class Desk implements Decider {
  readonly #town: Town;
  readonly #manner: Manner;
  /** Calls that wait, as far as the news says. */
  readonly #waiting = new Set<string>();

  constructor(town: Town, manner: Manner) {
    this.#town = town;
    this.#manner = manner;
  }

  get isAttached(): boolean {
    return this.#manner !== 'none';
  }

  /** Answers after a while, sometimes too late, sometimes never. */
  decide(call: CallSnapshot): Promise<Decision | null> {
    const { clock, random, run } = this.#town;
    const ms = this.#manner === 'slow' ? random.between(500, 6_000) : random.between(1, 200);
    const decision = this.#decisionOn(call);
    if (random.isLucky(0.02)) return new Promise(() => undefined);
    return new Promise((resolve) => {
      clock.at(clock.now() + ms, () => {
        if (this.#town.run === run) resolve(decision);
      });
    });
  }

  /** Hears the news of all calls, and does something about those that wait. */
  hear(name: BusinessNewsName, news: object): void {
    if (!('call' in news)) return;
    const { callId, state } = news.call as CallSnapshot;
    this.#town.hearBusiness(name, news);
    if (state !== 'waiting') this.#waiting.delete(callId);
    else if (!this.#waiting.has(callId)) {
      this.#waiting.add(callId);
      this.#look(callId);
    }
    if (name === 'call:request' && this.#town.random.isLucky(0.03)) this.#endLater(callId);
  }

  /** The server has forgotten everything, and so has whoever waited. */
  forget(): void {
    this.#waiting.clear();
  }

  #decisionOn({ callee }: CallSnapshot): Decision | null {
    const { random, people } = this.#town;
    if (this.#manner === 'allows') return { code: 0, text: '' };
    const dice = random.next();
    if (callee.userId === 'help' || dice < 0.25) return { hold: true };
    if (dice < 0.7) return { code: 0, text: '' };
    if (dice < 0.8) return { code: 7, text: 'closed' };
    if (dice < 0.95) return { route: random.pick(people)?.userId ?? 'help' };
    return null;
  }

  /** Offers a waiting call to someone, again and again, and tells its place meanwhile. */
  #look(callId: string): void {
    const { clock, random, people } = this.#town;
    clock.at(clock.now() + random.after(8_000), () => {
      const { life } = this.#town;
      if (!this.#waiting.has(callId) || !life) return;
      const answer = this.#town.expectAnswer('business');
      if (random.isLucky(0.3))
        void life.dispatcher.update(callId, { param: random.between(1, 9), text: '', wait: null }, answer);
      else {
        const to = Array.from({ length: random.between(1, 3) }, () => random.pick(people)?.userId ?? '');
        void life.dispatcher.assign(callId, to, answer);
      }
      this.#look(callId);
    });
  }

  #endLater(callId: string): void {
    const { clock, random } = this.#town;
    clock.at(clock.now() + random.after(20_000), () => {
      const { life } = this.#town;
      if (life) void life.dispatcher.finishCall(callId, 9, 'enough', this.#town.expectAnswer('business'));
    });
  }
}
