import {
  browserProbes,
  browserReach,
  CallClient,
  claimRing,
  DeskClient,
  Devices,
  HttpOffice,
  Leading,
  LevelMeter,
  NetworkCheck,
  Reachability,
  type StaffIdentity,
} from '@frontdesk/client';
import type { User } from '@frontdesk/protocol';
import type { CallPort, Tools } from '@frontdesk/stage';
import { soundState, unlockAudio } from '@frontdesk/ui';

/** What somebody who has signed in works with. */
export interface Parts {
  readonly calls: CallPort & Pick<CallClient, 'bring' | 'join' | 'handOver' | 'endSide' | 'setHold'>;
  readonly desk: DeskClient;
  readonly reach: Reachability;
  readonly leading: Leading;
  readonly office: HttpOffice;
  readonly tools: Tools;
  /** How far the server's clock is ahead of this machine's now, in ms. */
  readonly offsetMs: () => number;
}

/** Makes them; nothing connects or opens by this alone. */
export function makeParts(identity: StaffIdentity, user: User): Parts {
  const devices = new Devices();
  const client = new CallClient({ credentials: identity, ports: { devices } });
  // Names that begin with "use" belong to hooks, for the linter and for readers.
  const { useCamera, useMicrophone, useSpeaker } = client;
  const calls = {
    ...client,
    effects: { view: client.effects.view, set: client.effects.set },
    chooseCamera: useCamera,
    chooseMicrophone: useMicrophone,
    chooseSpeaker: useSpeaker,
    newNetworkCheck: () => new NetworkCheck(browserProbes(() => identity.token())),
  };
  const desk = new DeskClient({ line: client.line });
  const isInCall = (): boolean => ['started', 'resuming'].includes(client.call.get().state);
  const sound = { state: soundState, unlock: unlockAudio };
  const reach = new Reachability({ probes: browserReach(devices, sound), tell: desk.reach, isInCall });
  return {
    calls,
    desk,
    reach,
    leading: new Leading({ userId: user.userId }),
    offsetMs: () => client.line.serverNow() - Date.now(),
    office: new HttpOffice(() => identity.token()),
    tools: {
      meter: (stream) => new LevelMeter(stream),
      claimRing: (userId, callId) => claimRing(userId, callId),
    },
  };
}
