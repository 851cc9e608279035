import type { StaffDoor, StaffIdentity } from '@frontdesk/client';
import { assertNever, ConnectingScreen } from '@frontdesk/stage';
import { useStore } from '@frontdesk/ui';
import { lazy, Suspense, useState } from 'react';
import { Door, WelcomeDoor } from './door/Door.js';
import { welcomeOf } from './parts/route.js';

const loadSigned = () => import('./Signed.js');
const Signed = lazy(async () => ({ default: (await loadSigned()).Signed }));

/** First who of the staff one is, then everything else. */
export function Console({ identity, door }: { readonly identity: StaffIdentity; readonly door: StaffDoor }) {
  const view = useStore(identity.view);
  const [welcome, setWelcome] = useState(() => welcomeOf(location.hash));
  const leaveWelcome = (): void => {
    // The secret is no address to be kept.
    history.replaceState(null, '', '#/');
    setWelcome(null);
    identity.ask();
  };
  if (welcome) return <WelcomeDoor door={door} welcome={welcome} onLeave={leaveWelcome} />;
  switch (view.state) {
    case 'asking':
      return <ConnectingScreen />;
    case 'unreachable':
    case 'signedOut':
      // Behind the typing of a password. Fails offline; the import then says so.
      loadSigned().catch(() => undefined);
      return <Door identity={identity} door={door} view={view} />;
    case 'signedIn':
      return (
        <Suspense fallback={<ConnectingScreen />}>
          <Signed key={view.user.userId} identity={identity} user={view.user} />
        </Suspense>
      );
    default:
      return assertNever(view);
  }
}
