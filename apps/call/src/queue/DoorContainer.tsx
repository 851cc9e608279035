import { type Customer, type DoorView, isThisInApp, type QueueApi } from '@frontdesk/client';
import { useNow } from '@frontdesk/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoorNotice } from './door/DoorNotices.js';
import { DoorScreen } from './door/DoorScreen.js';
import { ownZone } from './door/hours.js';
import type { Draft } from './door/visit.js';
import { wishSender } from './sendWish.js';
import type { Order } from './useDraft.js';

type Shown = Extract<DoorView, { state: 'shown' }>;

interface DoorContainerProps extends Omit<Shown, 'state'> {
  readonly queueId: string;
  readonly customer: Customer;
  readonly api: QueueApi;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly notice: DoorNotice | null;
  readonly onNotice: (notice: DoorNotice | null) => void;
  readonly onOrder: (order: Order) => void;
}

/** How old the mark of a visit may be that goes on in another tab, in ms: it is renewed three times in a minute. */
const FRESH_MS = 2 * 60_000;

/** The door of a queue that is there. */
export function DoorContainer(props: DoorContainerProps) {
  const { queueId, customer, door, draft } = props;
  const { t } = useTranslation('queue');
  const now = useNow();
  const [known, setKnown] = useState(customer.known?.name ?? null);
  const [zone] = useState(ownZone);
  const guest = t('form.guest');
  const visit = customer.visit;
  // One that nobody has kept up to date was in a page that crashed.
  const isElsewhere = visit !== null && visit.queueId !== queueId && now - visit.at < FRESH_MS;
  return (
    <DoorScreen
      {...props}
      now={now + props.offsetMs}
      zone={zone}
      url={`${location.origin}/q/${queueId}`}
      isSecure={isSecureContext}
      isInApp={isThisInApp()}
      other={isElsewhere ? { name: visit.queueName, url: `/q/${visit.queueId}` } : null}
      known={visit ? null : known}
      onNoticeRead={() => props.onNotice(null)}
      onForget={() => {
        customer.forget();
        setKnown(null);
        props.onDraft({ ...draft, values: {} });
      }}
      onStart={async ({ values }) => {
        const joined = await customer.join((values['name'] ?? '').trim() || guest);
        if (!joined.ok) return joined.reason;
        props.onNotice(null);
        props.onOrder({ type: 'start' });
        return null;
      }}
      sendWish={wishSender({ queueId, customer, api: props.api, door, draft, guest })}
    />
  );
}
