import type { StaffDoor, StaffIdentity, StaffView } from '@frontdesk/client';
import type { StaffDoor as DoorView } from '@frontdesk/protocol';
import { Notice } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Welcome } from '../parts/route.js';
import { DoorFrame } from './DoorFrame.js';
import { oidcFaultOf } from './oidcFault.js';
import { SignInScreen } from './SignInScreen.js';
import { type Newcomer, WelcomeScreen } from './WelcomeScreen.js';

interface DoorProps {
  readonly door: StaffDoor;
  readonly identity: Pick<StaffIdentity, 'signIn' | 'ask'>;
  readonly view: Exclude<StaffView, { state: 'signedIn' }>;
}

/** Nobody is signed in here. */
export function Door({ door, identity, view }: DoorProps) {
  const offers = useDoor(door);
  const [fault] = useState(() => oidcFaultOf(location.search));
  useEffect(() => {
    // Said once: a reload is no new fault.
    if (fault) history.replaceState(null, '', location.pathname + location.hash);
  }, [fault]);
  if (view.state === 'unreachable') return <NoNetwork onAgain={identity.ask} />;
  return (
    <SignInScreen
      door={offers}
      why={view.state === 'signedOut' ? view.why : null}
      fault={fault}
      onSignIn={identity.signIn}
      onOidc={async () => {
        const address = await door.oidcAddress();
        if (address !== null) location.assign(address);
        return address !== null;
      }}
    />
  );
}

interface WelcomeDoorProps {
  readonly door: StaffDoor;
  readonly welcome: Welcome;
  /** The link is done with: it has signed one in, or one goes to the sign-in. */
  readonly onLeave: () => void;
}

/** Somebody has come by a link with a secret. */
export function WelcomeDoor({ door, welcome, onLeave }: WelcomeDoorProps) {
  const link = useLink(door, welcome.secret);
  const submit = async ({ name, email, password }: Newcomer) => {
    const { secret } = welcome;
    const done =
      welcome.kind === 'firstAdmin'
        ? await door.firstAdmin({ secret, name, email, password })
        : await door.accept(secret, password);
    if (done.ok) onLeave();
    return done;
  };
  if (link === undefined) return null;
  return (
    <WelcomeScreen
      kind={welcome.kind}
      isGone={link === null}
      {...(link?.name && { name: link.name })}
      {...(link?.email && { email: link.email })}
      onSubmit={submit}
      onSignIn={onLeave}
    />
  );
}

function useDoor(door: StaffDoor): DoorView | null {
  const [view, setView] = useState<DoorView | null>(null);
  useEffect(() => {
    void door.look().then(setView);
  }, [door]);
  return view;
}

/** Whose link it is; undefined while that is asked, null if it is good no more. */
function useLink(door: StaffDoor, secret: string) {
  const [link, setLink] = useState<Awaited<ReturnType<StaffDoor['lookAtLink']>> | undefined>(undefined);
  useEffect(() => {
    void door.lookAtLink(secret).then(setLink);
  }, [door, secret]);
  return link;
}

function NoNetwork({ onAgain }: { readonly onAgain: () => void }) {
  const { t } = useTranslation('console');
  return (
    <DoorFrame title={t('door.title')}>
      <Notice tone="warning">{t('door.failed.unreachable')}</Notice>
      <Button size="lg" onClick={onAgain}>
        {t('parts.tryAgain')}
      </Button>
    </DoorFrame>
  );
}
