import type { Customer, QueueApi } from '@frontdesk/client';
import type { QueueDoor } from '@frontdesk/protocol';
import { type Draft, formOf } from './door/visit.js';
import type { Wish, WishAnswer } from './WishForm.js';

interface WishParts {
  readonly queueId: string;
  readonly customer: Customer;
  readonly api: QueueApi;
  readonly door: Pick<QueueDoor, 'form'>;
  readonly draft: Draft;
  /** The name of one who gives none. */
  readonly guest: string;
}

/** Leaves a wish to be called back, with what was filled in; who is nobody yet becomes a guest first. */
export function wishSender(parts: WishParts): (wish: Wish) => Promise<WishAnswer> {
  const { queueId, customer, api, door, draft, guest } = parts;
  return async ({ name, contact, note }) => {
    if (name !== '' || customer.token() === null) {
      const joined = await customer.join(name || guest);
      if (!joined.ok) return joined;
    } else await customer.refresh();
    const form = formOf(door, name === '' ? draft : { ...draft, values: { ...draft.values, name } });
    const answer = await api.wish(customer.token() ?? '', queueId, { contact, note, form });
    return answer.ok ? { ok: true, number: answer.value } : answer;
  };
}
