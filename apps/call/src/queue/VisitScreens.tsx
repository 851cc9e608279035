import type { CallView, ConnectionView } from '@frontdesk/client';
import type { User } from '@frontdesk/protocol';
import { StageWait, shownCall } from '@frontdesk/stage';
import { useStore } from '@frontdesk/ui';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backAtDoor } from './after/afterReason.js';
import { LineContainer } from './line/LineContainer.js';
import { wishSender } from './sendWish.js';
import type { Beginning, VisitCalls, VisitProps } from './Visit.js';

const loadLiveCall = () => import('@frontdesk/stage/live');
const LiveCall = lazy(async () => ({ default: (await loadLiveCall()).LiveCall }));
const After = lazy(async () => ({ default: (await import('./after/AfterContainer.js')).AfterContainer }));

export interface VisitScreensProps extends VisitProps {
  readonly calls: VisitCalls;
  readonly connection: ConnectionView;
  readonly begin: Beginning;
}

/** One screen per state of the visit's call. */
export function VisitScreens(props: VisitScreensProps) {
  const { t } = useTranslation('queue');
  const { calls, connection, tools, customer, onDone } = props;
  const [shown] = useState(() => shownCall(calls));
  const view = useStore(shown);
  useEffect(() => {
    // While one waits, so that the answer finds its screen. Fails offline; LiveCall then says so.
    loadLiveCall().catch(() => undefined);
  }, []);
  const notice = view.state === 'ended' ? backAtDoor(view) : null;
  useEffect(() => {
    if (notice === null) return;
    customer.unmark();
    onDone(notice);
  }, [notice, customer, onDone]);

  const wish = useWish(props);
  const name = props.door?.name ?? customer.visit?.queueName ?? '';
  switch (view.state) {
    case 'idle':
    case 'dialing':
    case 'outgoing':
      return <LineContainer {...props} view={view} name={name} sendWish={wish} />;
    case 'ended':
      return notice === null ? (
        <Suspense fallback={<StageWait />}>
          <After {...props} view={view} name={name} sendWish={wish} />
        </Suspense>
      ) : (
        <StageWait />
      );
    default:
      return (
        <Suspense fallback={<StageWait />}>
          <LiveCall
            user={userOf(props, view)}
            calls={calls}
            tools={tools}
            connection={connection}
            view={view}
            // Whoever it is handed to may be of another department: what they are holds for all.
            caption={t('line.agent')}
          />
        </Suspense>
      );
  }
}

/** Who one is, as the line says, or as the customer was called at last. */
function userOf({ customer, connection }: VisitScreensProps, view: CallView): User {
  if (connection.state === 'ready') return connection.user;
  const caller = 'call' in view ? view.call?.caller : undefined;
  return customer.known ?? { userId: caller?.userId ?? '', name: caller?.name ?? '', role: 'caller' };
}

/** How a wish to be called back is left from here; null where none can be. */
function useWish({ queueId, customer, api, door, draft }: VisitScreensProps) {
  const { t } = useTranslation('queue');
  if (!door?.callbacks) return null;
  return wishSender({ queueId, customer, api, door, draft, guest: t('form.guest') });
}
