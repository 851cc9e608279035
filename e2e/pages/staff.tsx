import { browserProbes, CallClient, type Credentials, claimRing, LevelMeter, NetworkCheck } from '@frontdesk/client';
import type { CallPort, Tools } from '@frontdesk/stage';
import { LiveCall } from '@frontdesk/stage/live';
import { FrontdeskProvider, setUpWords, unlockAudio, useStore } from '@frontdesk/ui';
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';

/** A page of staff for stories: the screens of a call, and its client for the test to command. */
const words = new URLSearchParams(location.search);
const token = words.get('token') ?? '';
const ENDPOINT = 'staff.endpoint';

const credentials: Credentials = {
  settled: Promise.resolve(),
  token: () => token,
  endpointId: () => {
    const kept = sessionStorage.getItem(ENDPOINT) ?? crypto.randomUUID();
    sessionStorage.setItem(ENDPOINT, kept);
    return kept;
  },
  keepEndpointId: (endpointId) => sessionStorage.setItem(ENDPOINT, endpointId),
  renew: () => Promise.resolve('rejected'),
};
const client = new CallClient({ credentials });
const { useCamera, useMicrophone, useSpeaker } = client;
const calls: CallPort = {
  ...client,
  effects: { view: client.effects.view, set: (effect, on) => client.effects.set(effect, on) },
  chooseCamera: useCamera,
  chooseMicrophone: useMicrophone,
  chooseSpeaker: useSpeaker,
  newNetworkCheck: () => new NetworkCheck(browserProbes(() => token)),
};
const tools: Tools = { meter: (stream) => new LevelMeter(stream), claimRing };

function Staff() {
  const connection = useStore(calls.connection);
  const view = useStore(calls.call);
  useEffect(() => calls.connect(), []);
  useEffect(() => {
    addEventListener('pointerdown', unlockAudio, { once: true });
  }, []);
  if (connection.state !== 'ready' && view.state === 'idle') return <p>{connection.state}</p>;
  if (view.state === 'idle') return <p>Free</p>;
  const user = connection.state === 'ready' ? connection.user : { userId: '', name: '', role: 'agent' as const };
  return <LiveCall user={user} calls={calls} tools={tools} connection={connection} view={view} />;
}

async function main(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  await setUpWords('en');
  Object.assign(window, { client });
  createRoot(root).render(
    <FrontdeskProvider>
      <Staff />
    </FrontdeskProvider>,
  );
}

void main();
