import type { User } from '@frontdesk/protocol';
import { shownCall } from '@frontdesk/stage';
import { useStore } from '@frontdesk/ui';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Between } from './Between.js';
import { IncomingCall } from './incoming/IncomingCall.js';
import type { Parts } from './makeParts.js';
import { useCard } from './useCard.js';
import { useReadiness } from './useReadiness.js';

const loadCallDesk = () => import('./call/CallDesk.js');
const CallDesk = lazy(async () => ({ default: (await loadCallDesk()).CallDesk }));

interface WorkplaceProps {
  readonly parts: Parts;
  readonly user: User;
  readonly onSignOut: () => void;
}

/** An agent's screen: a call, or what is between two of them. */
export function Workplace({ parts, user, onSignOut }: WorkplaceProps) {
  const { calls } = parts;
  const [shown] = useState(() => shownCall(calls));
  const view = useStore(shown);
  const connection = useStore(calls.connection);
  const readiness = useReadiness(parts);
  const cards = useCard(parts);
  useEffect(() => {
    // Once the desk stands, so that a call finds its screen. Fails offline; the screen then says so.
    loadCallDesk().catch(() => undefined);
  }, []);
  switch (view.state) {
    case 'idle':
    case 'incoming':
    case 'ended': {
      const isRinging = view.state === 'incoming';
      return (
        <>
          <Between
            parts={parts}
            user={user}
            connection={connection}
            ended={view.state === 'ended' ? view : null}
            readiness={readiness}
            onSignOut={onSignOut}
          />
          {isRinging && (
            <IncomingCall
              key={view.call.callId}
              view={view}
              card={cards.callId === view.call.callId ? cards.card : null}
              offsetMs={parts.offsetMs()}
              onAccept={(kinds) => calls.accept(kinds)}
              onDecline={() => calls.reject()}
            />
          )}
        </>
      );
    }
    default:
      return (
        <Suspense>
          <CallDesk parts={parts} user={user} view={view} connection={connection} />
        </Suspense>
      );
  }
}
