import type { QueueDoor } from '@frontdesk/protocol';
import { BROWSER_CLOCK, type Clock } from '../Clock.js';
import { browserPage, type PageLife } from '../connection/PageLife.js';
import { type Store, WritableStore } from '../Store.js';
import type { QueueApi } from './QueueApi.js';

/** How often a door that is looked at is asked for anew, in ms: a line moves in minutes. */
const LOOK_MS = 15_000;
/** And one that did not answer. */
const AGAIN_MS = 4_000;

export type DoorView =
  | { readonly state: 'loading' }
  /** There is no such queue. */
  | { readonly state: 'unknown' }
  /** Nothing was heard of it so far. */
  | { readonly state: 'unreachable' }
  | {
      readonly state: 'shown';
      readonly door: QueueDoor;
      /** The server's clock minus this machine's, in ms. */
      readonly offsetMs: number;
      /** It did not answer last time: what is shown is old. */
      readonly isStale: boolean;
    };

export interface DoorWatchPorts {
  readonly clock: Clock;
  readonly page: Pick<PageLife, 'onWake'>;
  readonly isHidden: () => boolean;
}

/** A queue's door as it is now: asked for while somebody looks at it. */
export class DoorWatch {
  readonly view: Store<DoorView>;
  readonly #view = new WritableStore<DoorView>({ state: 'loading' });
  readonly #api: Pick<QueueApi, 'door'>;
  readonly #queueId: string;
  readonly #ports: DoorWatchPorts;
  /** Grows with each look: what an older one brings is dropped. */
  #turn = 0;
  #cancel: () => void = () => undefined;

  constructor(api: Pick<QueueApi, 'door'>, queueId: string, ports: Partial<DoorWatchPorts> = {}) {
    this.#api = api;
    this.#queueId = queueId;
    this.#ports = {
      clock: ports.clock ?? BROWSER_CLOCK,
      page: ports.page ?? browserPage(),
      isHidden: ports.isHidden ?? (() => document.visibilityState === 'hidden'),
    };
    this.view = this.#view;
  }

  /** Looks now and again and again; the returned function ends it. */
  readonly start = (): (() => void) => {
    const stopWaking = this.#ports.page.onWake(() => void this.look());
    void this.look();
    return () => {
      stopWaking();
      this.#turn += 1;
      this.#cancel();
    };
  };

  /** Looks now. */
  readonly look = async (): Promise<void> => {
    const { clock, isHidden } = this.#ports;
    this.#cancel();
    this.#turn += 1;
    const turn = this.#turn;
    const answer = await this.#api.door(this.#queueId);
    if (turn !== this.#turn) return;
    if (answer.ok) {
      const offsetMs = answer.value.serverTime - clock.now();
      this.#view.set({ state: 'shown', door: answer.value, offsetMs, isStale: false });
    } else this.#failed(answer.reason === 'unknown');
    const again = (): void => {
      // Nobody looks: being shown again is a good moment.
      if (isHidden()) this.#cancel = clock.after(LOOK_MS, again);
      else void this.look();
    };
    this.#cancel = clock.after(answer.ok ? LOOK_MS : AGAIN_MS, again);
  };

  #failed(isUnknown: boolean): void {
    const shown = this.#view.get();
    if (isUnknown) this.#view.set({ state: 'unknown' });
    else if (shown.state === 'shown') this.#view.set({ ...shown, isStale: true });
    else this.#view.set({ state: 'unreachable' });
  }
}
