import type { Identity } from '@frontdesk/client';
import type { User } from '@frontdesk/protocol';
import type { IdentityPort } from '@frontdesk/stage';
import { useStore } from '@frontdesk/ui';
import { useEffect } from 'react';
import { JoinScreen } from './screens/JoinScreen.js';

interface JoinContainerProps {
  readonly identity: Identity;
  readonly remembered: User | null;
  readonly dialTo: string | null;
  readonly join: IdentityPort['join'];
}

/** Nobody has joined here yet: who is it, and is there a call to return to? */
export function JoinContainer({ identity, ...props }: JoinContainerProps) {
  const { waysBack } = identity;
  const offers = useStore(waysBack.offers);
  useEffect(() => waysBack.watch(), [waysBack]);
  return (
    <JoinScreen
      {...props}
      offers={offers}
      isSecure={isSecureContext}
      onReturn={({ endpointId }) => identity.goBack(endpointId)}
      onContinue={() => void identity.continueAs()}
      onSomeoneElse={() => identity.joinAsSomeoneElse()}
    />
  );
}
