import {
  browserProbes,
  CallClient,
  type Customer,
  claimRing,
  LevelMeter,
  type LineClaim,
  NetworkCheck,
  type QueueApi,
} from '@frontdesk/client';
import type { QueueDoor } from '@frontdesk/protocol';
import type { CallPort, Tools } from '@frontdesk/stage';
import type { LastWord } from './after/LastWord.js';
import type { DoorNotice } from './door/DoorNotices.js';
import type { Draft } from './door/visit.js';
import type { Order } from './useDraft.js';
import { Visit, type VisitCalls } from './Visit.js';

const tools: Tools = {
  meter: (stream) => new LevelMeter(stream),
  claimRing: (userId, callId) => claimRing(userId, callId),
};

/** Names that begin with "use" belong to hooks, for the linter and for readers. */
function callsOf(customer: Customer): VisitCalls {
  const client = new CallClient({ credentials: customer, opensAt: 'ringing', ports: { keep: customer.keep } });
  const { useCamera, useMicrophone, useSpeaker } = client;
  const calls: CallPort = {
    ...client,
    effects: { view: client.effects.view, set: (effect, on) => client.effects.set(effect, on) },
    newNetworkCheck: () => new NetworkCheck(browserProbes(() => customer.token())),
    chooseCamera: useCamera,
    chooseMicrophone: useMicrophone,
    chooseSpeaker: useSpeaker,
  };
  return { ...calls, request: client.request, askDevices: client.askDevices };
}

interface VisitingProps {
  readonly queueId: string;
  readonly customer: Customer;
  readonly api: QueueApi;
  readonly claim: LineClaim;
  readonly order: Order;
  readonly lastWord: LastWord;
  /** Null while a page that goes back into its line has not heard of the door. */
  readonly door: QueueDoor | null;
  readonly draft: Draft;
  readonly onDone: (notice: DoorNotice | null) => void;
}

/** Everything that only somebody who calls needs, in a file of its own: the door opens without it. */
export function Visiting(props: VisitingProps) {
  return <Visit {...props} createCalls={() => callsOf(props.customer)} tools={tools} />;
}
