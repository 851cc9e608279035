import type { ConnectionView } from '@frontdesk/client';
import type { User } from '@frontdesk/protocol';
import type { CallPort, Tools } from '@frontdesk/stage';
import { StageWait, shownCall } from '@frontdesk/stage';
import { useStore } from '@frontdesk/ui';
import { lazy, Suspense, useEffect, useState } from 'react';
import { HomeContainer } from './HomeContainer.js';
import type { DialLink } from './Session.js';

const loadLiveCall = () => import('@frontdesk/stage/live');
const LiveCall = lazy(async () => ({ default: (await loadLiveCall()).LiveCall }));

interface CallScreensProps {
  readonly user: User;
  readonly calls: CallPort;
  readonly tools: Tools;
  readonly connection: ConnectionView;
  readonly link: DialLink | null;
  readonly onSignOut: () => void;
}

/** The home page, or the call that is shown instead. */
export function CallScreens(props: CallScreensProps) {
  const { user, calls, tools, connection } = props;
  const [shown] = useState(() => shownCall(calls));
  const view = useStore(shown);
  useEffect(() => {
    // Once the home page stands, so that a call that comes in finds its screen. Fails offline; LiveCall then says so.
    loadLiveCall().catch(() => undefined);
  }, []);
  if (view.state === 'idle') return <HomeContainer {...props} />;
  return (
    <Suspense fallback={<StageWait />}>
      <LiveCall user={user} calls={calls} tools={tools} connection={connection} view={view} />
    </Suspense>
  );
}
