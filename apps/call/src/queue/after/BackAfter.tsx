import type { Customer, QueueApi } from '@frontdesk/client';
import { AfterScreen } from './AfterScreen.js';
import type { LastWord, Told } from './LastWord.js';
import { rateSender } from './rateSender.js';

interface BackAfterProps {
  readonly told: Told;
  readonly api: QueueApi;
  readonly customer: Customer;
  readonly lastWord: LastWord;
  readonly onBack: () => void;
}

/** The last word after a call, on a page that was loaded anew since: there is no call any more, and no line. */
export function BackAfter({ told, api, customer, lastWord, onBack }: BackAfterProps) {
  const { view, name, isRated } = told;
  return (
    <AfterScreen
      view={view}
      name={name}
      rate={rateSender({ api, customer, lastWord, callId: view.call?.callId ?? '' })}
      isRated={isRated}
      sendWish={null}
      onCallAgain={onBack}
      onBack={onBack}
    />
  );
}
