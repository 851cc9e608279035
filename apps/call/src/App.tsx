import type { Identity } from '@frontdesk/client';
import type { IdentityPort } from '@frontdesk/stage';
import { assertNever, ConnectingScreen, useCheckLink } from '@frontdesk/stage';
import { useStore } from '@frontdesk/ui';
import { lazy, Suspense, useRef, useState } from 'react';
import { dialedByLink, forgetDialLink } from './dialLink.js';
import { JoinContainer } from './JoinContainer.js';

const loadJoined = () => import('./Joined.js');
const GuestCheck = lazy(async () => ({ default: (await import('@frontdesk/stage/guest-check')).GuestCheck }));
const Joined = lazy(async () => ({ default: (await loadJoined()).Joined }));

/** First who one is, then everything else. */
export function App({ identity }: { identity: Identity }) {
  const view = useStore(identity.view);
  const [dialTo, setDialTo] = useState(() => dialedByLink(location.search));
  const isChecking = useCheckLink();
  const hasJustJoined = useRef(false);

  const join: IdentityPort['join'] = async (name) => {
    hasJustJoined.current = true;
    // Beside the way to the server and back. Fails offline; the screen's own import then says so.
    loadJoined().catch(() => undefined);
    const joined = await identity.join(name);
    hasJustJoined.current = joined.ok;
    return joined;
  };
  const signOut = (): void => {
    hasJustJoined.current = false;
    identity.signOut();
  };
  const forgetLink = (): void => {
    forgetDialLink();
    setDialTo(null);
  };

  switch (view.state) {
    case 'unknown':
      if (isChecking) {
        return (
          <Suspense fallback={<ConnectingScreen />}>
            <GuestCheck />
          </Suspense>
        );
      }
      return <JoinContainer identity={identity} remembered={view.remembered} dialTo={dialTo} join={join} />;
    case 'joined':
      return (
        <Suspense fallback={<ConnectingScreen />}>
          <Joined
            key={view.user.userId}
            identity={identity}
            user={view.user}
            link={dialTo === null ? null : { to: dialTo, isConfirmed: hasJustJoined.current, forget: forgetLink }}
            onSignOut={signOut}
          />
        </Suspense>
      );
    default:
      return assertNever(view);
  }
}
