import type { CallView, ConnectionView, MediaView } from '@frontdesk/client';
import { CODES } from '@frontdesk/protocol';
import { type ReactNode, useEffect } from 'react';
import { Crash } from '../Crash.js';
import { ConnectingScreen } from '../screens/ConnectingScreen.js';
import { EndedScreen } from '../screens/EndedScreen.js';
import { InCallScreen, type StartedView } from '../screens/InCallScreen.js';
import { IncomingScreen } from '../screens/IncomingScreen.js';
import { OutgoingScreen, type OutgoingView } from '../screens/OutgoingScreen.js';
import { RefusedScreen } from '../screens/RefusedScreen.js';
import { ReplacedScreen } from '../screens/ReplacedScreen.js';
import { UnsupportedScreen } from '../screens/UnsupportedScreen.js';
import { ADA, BEN, DEVICES, ended, LONG, media, NOW, party, READY, snapshot, started } from './people.js';

const nothing = (): void => undefined;
const VOICE = { audio: true, video: false };

function outgoing(
  view: Partial<Extract<OutgoingView, { state: 'outgoing' }>> = {},
  sent: Partial<MediaView> = {},
): ReactNode {
  const call = snapshot(ADA, BEN);
  return (
    <OutgoingScreen
      view={{ state: 'outgoing', call, other: party(BEN), reachable: true, since: NOW - 9_000, ...view }}
      media={media({ link: 'none', remote: null, ...sent })}
      onCancel={nothing}
    />
  );
}

function incoming(fields: Partial<Extract<CallView, { state: 'incoming' }>> = {}): ReactNode {
  const call = snapshot(BEN, ADA);
  return (
    <IncomingScreen
      view={{ state: 'incoming', call, other: party(BEN), reachable: true, answering: false, ...fields }}
      isAloud={false}
      onAccept={nothing}
      onDecline={nothing}
    />
  );
}

function inCall(view: StartedView, sent: MediaView, connection: ConnectionView = READY): ReactNode {
  return (
    <InCallScreen
      view={view}
      media={sent}
      devices={DEVICES}
      connection={connection}
      onMuted={nothing}
      onVideo={nothing}
      onCamera={nothing}
      onMicrophone={nothing}
      onHangUp={nothing}
    />
  );
}

function over(code: number, fields: Parameters<typeof ended>[1] = {}): () => ReactNode {
  return () => <EndedScreen view={ended(code, fields)} self={ADA} onCallAgain={nothing} onBack={nothing} />;
}

function Clicked({ label, children }: { label: string; children: ReactNode }) {
  useEffect(() => {
    const name = CSS.escape(label);
    document.querySelector<HTMLElement>(`[aria-label="${name}"], [data-roving]:nth-child(3)`)?.click();
  }, [label]);
  return children;
}

/** Every screen of a call, and those that stand in a page's way. */
export const CALL_STATES: Readonly<Record<string, () => ReactNode>> = {
  dialing: () => (
    <OutgoingScreen
      view={{ state: 'dialing', to: 'claims-desk', name: null, since: NOW }}
      media={media({ link: 'none', local: null, remote: null, sending: { audio: false, video: false } })}
      onCancel={nothing}
    />
  ),
  outgoing: () => outgoing(),
  'outgoing-voice': () => outgoing({}, { sending: VOICE }),
  'outgoing-waiting': () => outgoing({ call: snapshot(ADA, BEN, { state: 'waiting' }) }, { sending: VOICE }),
  'outgoing-unreachable': () => outgoing({ reachable: false }),
  'outgoing-problem': () => outgoing({}, { sending: VOICE, problems: { audio: null, video: 'in_use' } }),
  'outgoing-long': () => outgoing({ other: party(LONG) }),
  incoming: () => incoming(),
  'incoming-voice': () => incoming({ call: snapshot(BEN, ADA, { flags: 1 }) }),
  'incoming-long': () => incoming({ other: party(LONG) }),
  'incoming-answering': () => incoming({ answering: true }),
  'call-connecting': () => inCall(started(BEN, { since: Date.now() }), media({ link: 'connecting', remote: null })),
  call: () => inCall(started(BEN), media()),
  'call-voice': () =>
    inCall(
      started(BEN, { call: snapshot(ADA, BEN, { state: 'started', flags: 1 }) }),
      media({ sending: VOICE, receiving: VOICE }),
    ),
  'call-muted': () =>
    inCall(started(BEN), media({ sending: { audio: false, video: true }, receiving: { audio: false, video: true } })),
  'call-lost': () => inCall(started(BEN, { reachable: false }), media({ link: 'interrupted' })),
  'call-devices': () => <Clicked label="Camera and microphone">{inCall(started(BEN), media())}</Clicked>,
  'call-problem': () => inCall(started(BEN), media({ sending: VOICE, problems: { audio: null, video: 'denied' } })),
  'call-long': () => inCall(started(LONG), media({ receiving: { audio: false, video: false } })),
  'ended-hung-up': over(CODES.ok, { talkedMs: 754_000 }),
  'ended-declined': over(CODES.rejected),
  'ended-no-answer': over(CODES.timeout, { endedBy: 'server' }),
  'ended-busy': over(CODES.busy, { endedBy: 'server' }),
  'ended-offline': over(CODES.offline, { other: { userId: 'claims-desk', name: 'claims-desk' }, endedBy: 'server' }),
  'ended-missed': over(CODES.timeout, { side: 'callee', endedBy: 'server' }),
  'ended-lost': over(CODES.disconnected, { talkedMs: 61_000, endedBy: 'server' }),
  'ended-media': over(CODES.mediaFailed, { talkedMs: 20_000 }),
  'ended-code': over(4711, {
    endedBy: 'business',
    text: 'We are closed on public holidays. Please call again tomorrow from 8 am.',
  }),
  'ended-long': over(CODES.rejected, { other: LONG }),
  connecting: () => <ConnectingScreen />,
  replaced: () => <ReplacedScreen onUseHere={nothing} />,
  unauthorized: () => <RefusedScreen reason="unauthorized" onJoinAgain={nothing} onTryAgain={nothing} />,
  'not-reachable': () => <RefusedScreen reason="not_reachable" onJoinAgain={nothing} onTryAgain={nothing} />,
  unsupported: () => <UnsupportedScreen />,
  crash: () => <Crash />,
};
