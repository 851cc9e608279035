import type { CallView, ConnectionView } from '@frontdesk/client';
import type { User } from '@frontdesk/protocol';
import { useStore } from '@frontdesk/ui';
import { lazy, Suspense, useState } from 'react';
import { DeskContainer } from './DeskContainer.js';
import type { Parts } from './makeParts.js';
import { Notices } from './Notices.js';
import { useRoute } from './parts/useRoute.js';
import { KeysHelp } from './shell/KeysHelp.js';
import { ReachBanner } from './shell/ReachBanner.js';
import { Shell } from './shell/Shell.js';
import { StatusControl } from './shell/StatusControl.js';
import type { Readiness } from './useReadiness.js';
import { WrapUpContainer } from './wrapUp/WrapUpContainer.js';

const Records = lazy(async () => ({ default: (await import('./records/Records.js')).Records }));
const People = lazy(async () => ({ default: (await import('./people/People.js')).People }));

export interface BetweenProps {
  readonly parts: Parts;
  readonly user: User;
  readonly connection: ConnectionView;
  /** The call that ended last, until it is put away. */
  readonly ended: Extract<CallView, { state: 'ended' }> | null;
  readonly readiness: Readiness;
  readonly onSignOut: () => void;
}

/** Between two calls: the wrap-up of the last, or the console's pages. */
export function Between(props: BetweenProps) {
  const { parts, user, connection, readiness } = props;
  const [route] = useRoute();
  const { seat, breaks, place } = useStore(parts.desk.view);
  const [isHelpOpen, setHelpOpen] = useState(false);
  // They wanted to be available: what they click to mend it says so still.
  const isRefused = readiness.hasFailed && seat?.wish !== 'available';
  const goAvailable = (): void => void readiness.choose('available');
  return (
    <>
      <Shell
        user={user}
        route={route}
        connection={connection}
        status={
          seat && (
            <StatusControl
              seat={seat}
              breaks={breaks}
              isOff={place !== 'seated'}
              isProving={readiness.reach.isProving}
              onChoose={readiness.choose}
            />
          )
        }
        banner={
          seat && (
            <>
              <ReachBanner
                seat={seat}
                reach={readiness.reach}
                hasFailed={readiness.hasFailed}
                onSound={isRefused ? goAvailable : parts.reach.unlockSound}
                onProve={isRefused ? goAvailable : () => void readiness.prove()}
              />
              <Notices parts={parts} user={user} ended={props.ended} readiness={readiness} onAvailable={goAvailable} />
            </>
          )
        }
        onSignOut={props.onSignOut}
        onHelp={() => setHelpOpen(true)}
      >
        <Suspense>
          <Page {...props} />
        </Suspense>
      </Shell>
      {isHelpOpen && <KeysHelp onClose={() => setHelpOpen(false)} />}
    </>
  );
}

function Page(props: BetweenProps) {
  const { parts, user, ended } = props;
  const [route] = useRoute();
  const { seat, queues } = useStore(parts.desk.view);
  if (seat?.status === 'wrapUp' && seat.callId !== null) {
    return <WrapUpContainer key={seat.callId} parts={parts} user={user} seat={seat} ended={ended} />;
  }
  switch (route.page) {
    case 'calls':
    case 'call':
      return (
        <Records
          office={parts.office}
          callId={route.page === 'call' ? route.callId : null}
          queues={queues}
          seesAll={user.role !== 'agent'}
          isAdmin={user.role === 'admin'}
        />
      );
    case 'people':
      if (user.role === 'admin') return <People office={parts.office} selfId={user.userId} />;
      return <DeskContainer {...props} />;
    case 'desk':
      return <DeskContainer {...props} />;
  }
}
