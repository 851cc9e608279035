import type { Customer, QueueApi } from '@frontdesk/client';
import type { LastWord } from './LastWord.js';
import type { RatingProps } from './Rating.js';

interface RateParts {
  readonly api: Pick<QueueApi, 'rate'>;
  readonly customer: Customer;
  readonly lastWord: LastWord;
  readonly callId: string;
}

/** Sends the rating of a call, and remembers that it was given. */
export function rateSender({ api, customer, lastWord, callId }: RateParts): RatingProps['send'] {
  return async (rating) => {
    // A call may last longer than a token.
    await customer.refresh();
    const answer = await api.rate(customer.token() ?? '', callId, rating);
    if (!answer.ok) return answer.reason;
    lastWord.rated();
    return null;
  };
}
