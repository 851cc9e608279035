import type { CallView } from '@frontdesk/client';
import { WhatWasSaid } from '@frontdesk/stage/live';
import { useTranslation } from 'react-i18next';
import { faultsOf } from '../door/visit.js';
import type { VisitScreensProps } from '../VisitScreens.js';
import type { WishFormProps } from '../WishForm.js';
import { AfterScreen } from './AfterScreen.js';
import { rateSender } from './rateSender.js';

interface AfterContainerProps extends VisitScreensProps {
  readonly view: Extract<CallView, { state: 'ended' }>;
  readonly name: string;
  readonly sendWish: WishFormProps['send'] | null;
}

/** The last word after a call, or after one that came to nothing. */
export function AfterContainer(props: AfterContainerProps) {
  const { view, name, sendWish, calls, api, customer, begin, door, draft, lastWord, onDone } = props;
  const { i18n } = useTranslation();
  return (
    <AfterScreen
      view={view}
      name={name}
      rate={rateSender({ api, customer, lastWord, callId: view.call?.callId ?? '' })}
      sendWish={sendWish}
      onCallAgain={() => {
        // Another call is about something else; and what is asked at the door has to be answered there.
        const hasAnswered = door !== null && Object.keys(faultsOf(door, draft, i18n.language)).length === 0;
        if (view.talkedMs !== null || !hasAnswered) return onDone(null);
        calls.dismiss();
        begin.again();
      }}
      onBack={() => onDone(null)}
    >
      <WhatWasSaid chat={calls.chat} otherName={view.other.name} />
    </AfterScreen>
  );
}
