import { browserProbes, CallClient, claimRing, type Identity, LevelMeter, NetworkCheck } from '@frontdesk/client';
import type { User } from '@frontdesk/protocol';
import type { CallPort, Tools } from '@frontdesk/stage';
import { type DialLink, Session } from './Session.js';

const tools: Tools = {
  meter: (stream) => new LevelMeter(stream),
  claimRing: (userId, callId) => claimRing(userId, callId),
};

/** Names that begin with "use" belong to hooks, for the linter and for readers. */
function callsOf(credentials: Identity): CallPort {
  const client = new CallClient({ credentials });
  const { useCamera, useMicrophone, useSpeaker } = client;
  const newNetworkCheck = () => new NetworkCheck(browserProbes(() => credentials.token()));
  const chooses = { chooseCamera: useCamera, chooseMicrophone: useMicrophone, chooseSpeaker: useSpeaker };
  return {
    ...client,
    effects: { view: client.effects.view, set: (effect, on) => client.effects.set(effect, on) },
    ...chooses,
    newNetworkCheck,
  };
}

export interface JoinedProps {
  readonly identity: Identity;
  readonly user: User;
  readonly link: DialLink | null;
  readonly onSignOut: () => void;
}

/** Everything that only someone who has joined needs, in a file of its own: the front door opens without it. */
export function Joined({ identity, ...props }: JoinedProps) {
  return <Session {...props} createCalls={() => callsOf(identity)} tools={tools} />;
}
