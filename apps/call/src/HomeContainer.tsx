import type { ConnectionView } from '@frontdesk/client';
import type { User } from '@frontdesk/protocol';
import type { CallPort, Tools } from '@frontdesk/stage';
import { ConfirmScreen, ConnectingScreen, useCheckLink } from '@frontdesk/stage';
import { useStore } from '@frontdesk/ui';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { PreviewCard } from './home/PreviewCard.js';
import type { DialLink } from './Session.js';
import { HomeScreen } from './screens/HomeScreen.js';

const CheckScreen = lazy(async () => ({ default: (await import('@frontdesk/stage/check')).CheckScreen }));

interface HomeContainerProps {
  readonly user: User;
  readonly calls: CallPort;
  readonly tools: Tools;
  readonly connection: ConnectionView;
  readonly link: DialLink | null;
  readonly onSignOut: () => void;
}

/** No call: who is there, or first what a link asks for. */
export function HomeContainer({ user, calls, tools, connection, link, onSignOut }: HomeContainerProps) {
  const people = useStore(calls.presence).users;
  const missed = useStore(calls.missed);
  const devices = useStore(calls.devices);
  useEffect(() => {
    calls.watchPresence(true);
    return () => {
      calls.watchPresence(false);
    };
  }, [calls]);
  useConfirmedLink(link, calls);
  const isChecking = useCheckLink();

  if (isChecking) {
    return (
      <Suspense fallback={<ConnectingScreen />}>
        <CheckScreen port={calls} meter={tools.meter} />
      </Suspense>
    );
  }
  if (link?.isConfirmed) return <ConnectingScreen />;
  if (link) {
    return (
      <ConfirmScreen
        to={link.to}
        name={people.find(({ userId }) => userId === link.to)?.name ?? null}
        onCall={({ video }) => {
          link.forget();
          calls.request(link.to, { video });
        }}
        onNo={() => link.forget()}
      />
    );
  }
  return (
    <HomeScreen
      user={user}
      connection={connection}
      people={people}
      missed={missed}
      isSecure={isSecureContext}
      find={calls.find}
      onCall={(to, kinds) => calls.request(to, kinds)}
      onDismissMissed={(callId) => calls.dismissMissed(callId)}
      onSignOut={onSignOut}
      preview={<PreviewCard devices={devices} port={calls} meter={tools.meter} />}
    />
  );
}

/** Dials what a link asked for, once, for someone who has just joined to do so. */
function useConfirmedLink(link: DialLink | null, calls: CallPort): void {
  const isDialed = useRef(false);
  useEffect(() => {
    if (!link?.isConfirmed || isDialed.current) return;
    isDialed.current = true;
    link.forget();
    calls.request(link.to, { video: true });
  }, [link, calls]);
}
