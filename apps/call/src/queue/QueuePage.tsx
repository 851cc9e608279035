import { type Customer, claimLine, DoorWatch, type LineClaim, type QueueApi } from '@frontdesk/client';
import { assertNever, ConnectingScreen } from '@frontdesk/stage';
import { useStore } from '@frontdesk/ui';
import { lazy, Suspense, useEffect, useState } from 'react';
import { LastWord } from './after/LastWord.js';
import { DoorContainer } from './DoorContainer.js';
import type { DoorNotice } from './door/DoorNotices.js';
import { ElsewhereCard, UnknownCard } from './MessageCard.js';
import { tab } from './tab.js';
import { Unreachable } from './Unreachable.js';
import { type Order, useDraft } from './useDraft.js';

const loadVisiting = () => import('./Visiting.js');
const Visiting = lazy(async () => ({ default: (await loadVisiting()).Visiting }));
const BackAfter = lazy(async () => ({ default: (await import('./after/BackAfter.js')).BackAfter }));

/** A visit that no page was in for so long is over, in ms: no place and no call is kept longer. */
const OVER_MS = 10 * 60_000;

interface QueuePageProps {
  readonly queueId: string;
  readonly customer: Customer;
  readonly api: QueueApi;
}

/** A queue's page: its door, and what comes of going in. */
export function QueuePage({ queueId, customer, api }: QueuePageProps) {
  const [watch] = useState(() => new DoorWatch(api, queueId));
  const view = useStore(watch.view);
  // A page that was reloaded after its call shows the end of that call until it is put away.
  const { lastWord, told, putAway } = useLastWord(queueId, customer);
  // One that was closed or reloaded in line goes straight back there.
  const [order, setOrder] = useState<Order | null>(() => (told ? null : wayBack(queueId, customer)));
  const [notice, setNotice] = useState<DoorNotice | null>(null);
  const [draft, setDraft] = useDraft(queueId, view.state === 'shown' ? view.door : null, customer);
  useEffect(() => (order ? void watch.look() : watch.start()), [watch, order]);
  useEffect(() => {
    // Once the door stands. Fails offline; the screen's own import then says so.
    if (view.state === 'shown') loadVisiting().catch(() => undefined);
  }, [view.state]);
  useTitle(view.state === 'shown' ? view.door.name : null);

  if (told) {
    const back = (): void => {
      putAway();
      setOrder(wayBack(queueId, customer));
    };
    return (
      <Suspense fallback={<ConnectingScreen />}>
        <BackAfter told={told} api={api} customer={customer} lastWord={lastWord} onBack={back} />
      </Suspense>
    );
  }
  if (order) {
    const done = (back: DoorNotice | null): void => {
      lastWord.forget();
      setNotice(back);
      setOrder(null);
    };
    return (
      <InLine isBack={order.type === 'back'} customer={customer} onDone={done}>
        {(claim) => (
          <Suspense fallback={<ConnectingScreen />}>
            <Visiting
              queueId={queueId}
              customer={customer}
              api={api}
              claim={claim}
              order={order}
              lastWord={lastWord}
              door={view.state === 'shown' ? view.door : null}
              draft={draft}
              onDone={done}
            />
          </Suspense>
        )}
      </InLine>
    );
  }
  switch (view.state) {
    case 'loading':
      return <ConnectingScreen />;
    case 'unknown':
      return <UnknownCard />;
    case 'unreachable':
      return <Unreachable />;
    case 'shown':
      return (
        <DoorContainer
          {...view}
          queueId={queueId}
          customer={customer}
          api={api}
          draft={draft}
          onDraft={setDraft}
          notice={notice}
          onNotice={setNotice}
          onOrder={setOrder}
        />
      );
    default:
      return assertNever(view);
  }
}

/** The end of this tab's last call, as long as there is something to look back on. */
function useLastWord(queueId: string, customer: Customer) {
  const [lastWord] = useState(() => new LastWord(queueId, { keep: tab, customer }));
  const [told, setTold] = useState(() => lastWord.read());
  const putAway = (): void => {
    lastWord.forget();
    setTold(null);
  };
  return { lastWord, told, putAway };
}

/** The visit that a page of this browser was in a moment ago, or is in still. */
function wayBack(queueId: string, customer: Customer): Order | null {
  const { visit } = customer;
  if (visit === null) return null;
  if (Date.now() - visit.at > OVER_MS) customer.unmark();
  else if (visit.queueId === queueId) return { type: 'back' };
  return null;
}

interface InLineProps {
  readonly isBack: boolean;
  readonly customer: Customer;
  readonly onDone: (notice: DoorNotice | null) => void;
  readonly children: (claim: LineClaim) => React.ReactNode;
}

/** Claims this browser's one place first: of several tabs one waits, and the others say so. */
function InLine({ isBack, customer, onDone, children }: InLineProps) {
  const [claim] = useState(() => claimLine());
  const [hasHeld, setHeld] = useState(claim.state.get() === 'held');
  const state = useStore(claim.state);
  useEffect(() => () => claim.release(), [claim]);
  useEffect(() => {
    if (state !== 'held') return;
    // The tab that had it is through with the visit.
    if (isBack && customer.visit === null) onDone(null);
    else setHeld(true);
  }, [state, isBack, customer, onDone]);
  // Once here it stays: whether another tab has taken it over, the server says.
  if (hasHeld) return children(claim);
  if (state === 'elsewhere') return <ElsewhereCard onTake={() => claim.take()} onBack={() => onDone(null)} />;
  return <ConnectingScreen />;
}

function useTitle(name: string | null): void {
  useEffect(() => {
    if (name !== null) document.title = name;
  }, [name]);
}
