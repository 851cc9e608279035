import type { CallView } from '@frontdesk/client';
import type { User } from '@frontdesk/protocol';
import { useEffect, useState } from 'react';
import type { CallPort, Tools } from './ports.js';
import { IncomingScreen } from './screens/IncomingScreen.js';

interface IncomingContainerProps {
  readonly user: User;
  readonly calls: CallPort;
  readonly tools: Tools;
  readonly view: Extract<CallView, { state: 'incoming' }>;
}

/** A ringing call, aloud on one of a person's pages only. */
export function IncomingContainer({ user, calls, tools, view }: IncomingContainerProps) {
  const isAloud = useRingClaim(tools, user.userId, view.call.callId);
  return (
    <IncomingScreen
      view={view}
      isAloud={isAloud}
      onAccept={(kinds) => calls.accept(kinds)}
      onDecline={() => calls.reject()}
    />
  );
}

function useRingClaim(tools: Tools, userId: string, callId: string): boolean {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    const claim = tools.claimRing(userId, callId);
    const follow = (): void => setHeld(claim.held.get());
    follow();
    const stopFollowing = claim.held.subscribe(follow);
    return () => {
      stopFollowing();
      claim.release();
    };
  }, [tools, userId, callId]);
  return isHeld;
}
