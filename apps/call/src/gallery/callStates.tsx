import type { CallView, ConnectionView, DeviceNotice, EffectsView, EffectView, MediaView } from '@frontdesk/client';
import { CODES } from '@frontdesk/protocol';
import type { EffectsPort } from '@frontdesk/stage';
import { ConnectingScreen, Crash, RefusedScreen, ReplacedScreen, UnsupportedScreen } from '@frontdesk/stage';
import {
  ChatPanel,
  DeviceNews,
  DevicesPanel,
  EndedScreen,
  InCallScreen,
  IncomingScreen,
  OutgoingScreen,
  type OutgoingView,
  ResumingScreen,
  SHORTCUTS,
  ShortcutsHelp,
  SmallCall,
  type StartedView,
} from '@frontdesk/stage/parts';
import {
  ADA,
  BEN,
  CHATS,
  Clicked,
  chatOf,
  DEVICES,
  ELLIPSIS,
  ended,
  LONG,
  MESSAGE,
  media,
  NOW,
  outgoing,
  party,
  READY,
  receivingScreen,
  SETTINGS,
  screen,
  snapshot,
  started,
  waiting,
} from '@frontdesk/stage/samples';
import type { ComponentProps, ReactNode } from 'react';

const nothing = (): void => undefined;
const NEITHER = { audio: false, video: false, screen: false };
const LINE_LOST: ConnectionView = { state: 'reconnecting', since: NOW, reason: 'network' };
/** As long as words may be. */
const LONG_WORDS = 'Please have the number of your policy at hand, and the papers of your car. '
  .repeat(60)
  .slice(0, 4_096);
const PICTURE = { audio: false, video: true, screen: false };
const VOICE = { audio: true, video: false, screen: false };

function calling(
  view: OutgoingView = outgoing(),
  sent: Partial<MediaView> = {},
  connection: ConnectionView = READY,
): ReactNode {
  return (
    <OutgoingScreen
      view={view}
      media={media({ link: 'none', remote: null, ...sent })}
      connection={connection}
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

function effects(blur: EffectView['state']): EffectsPort {
  const off = { isWanted: false, state: 'off' } as const;
  const view: EffectsView = { blur: { isWanted: blur === 'on', state: blur }, noise: off };
  return { view: { get: () => view, subscribe: () => nothing }, set: nothing };
}
const EFFECTS = effects('on');

function inCall(
  view: StartedView,
  sent: MediaView,
  fields: Partial<ComponentProps<typeof InCallScreen>> = {},
): ReactNode {
  return (
    <InCallScreen
      view={view}
      media={sent}
      connection={READY}
      screen={screen('off')}
      panels={{
        devices: (
          <DevicesPanel
            devices={DEVICES}
            onCamera={nothing}
            onMicrophone={nothing}
            onSpeaker={nothing}
            effects={EFFECTS}
          />
        ),
      }}
      onMuted={nothing}
      onVideo={nothing}
      onScreen={nothing}
      onScreenProblemRead={nothing}
      onSnapshot={nothing}
      onHangUp={nothing}
      {...fields}
    />
  );
}

function news(fields: Partial<DeviceNotice>): ReactNode {
  const notice: DeviceNotice = {
    type: 'lost',
    kind: 'audio',
    label: 'Jabra Evolve2 65',
    now: null,
    canAct: true,
    ...fields,
  };
  const view = { get: () => notice, subscribe: () => nothing };
  return inCall(started(BEN), media(), { notices: <DeviceNews notices={{ view, act: nothing, dismiss: nothing }} /> });
}

function over(code: number, fields: Parameters<typeof ended>[1] = {}): () => ReactNode {
  return () => <EndedScreen view={ended(code, fields)} self={ADA} onCallAgain={nothing} onBack={nothing} />;
}

/** Every screen of a call, and those that stand in a page's way. */
export const CALL_STATES: Readonly<Record<string, () => ReactNode>> = {
  dialing: () =>
    calling({ state: 'dialing', to: 'claims-desk', name: null, since: NOW }, { local: null, sending: NEITHER }),
  outgoing: () => calling(),
  'outgoing-voice': () => calling(outgoing(), { sending: VOICE }),
  'outgoing-deciding': () => calling(outgoing({ call: snapshot(ADA, BEN, { state: 'deciding' }) })),
  'outgoing-routed': () => calling(outgoing({ dialed: 'claims desk' })),
  'outgoing-reconnecting': () => calling(outgoing(), {}, LINE_LOST),
  'outgoing-unreachable': () => calling(outgoing({ reachable: false })),
  'outgoing-problem': () => calling(outgoing(), { sending: VOICE, problems: { audio: null, video: 'in_use' } }),
  'outgoing-long': () => calling(outgoing({ other: party(LONG), dialed: LONG.userId })),
  waiting: () => calling(waiting(null, ''), { sending: VOICE }),
  'waiting-place': () =>
    calling(waiting(3, 'You are being looked after by our claims team. It takes about 5 minutes.')),
  'waiting-voice': () => calling(waiting(12, 'It takes about 20 minutes.'), { sending: VOICE }),
  'waiting-long': () => calling(waiting(2_147_483_647, LONG_WORDS), { sending: VOICE }),
  'waiting-rtl': () =>
    calling(waiting(1, 'أنت التالي في الدور. شكراً لانتظارك — <b>مركز المطالبات</b>'), { sending: VOICE }),
  'waiting-reconnecting': () => calling(waiting(3, 'It takes about 5 minutes.'), { sending: VOICE }, LINE_LOST),
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
  'call-muted': () => inCall(started(BEN), media({ sending: PICTURE, receiving: PICTURE })),
  'call-lost': () => inCall(started(BEN, { reachable: false }), media({ link: 'interrupted' })),
  'call-poor': () => inCall(started(BEN), media({ link: 'unsteady' })),
  'call-reconnecting': () => inCall(started(BEN), media({ link: 'interrupted' })),
  'call-line-lost': () => inCall(started(BEN), media(), { connection: LINE_LOST }),
  'call-resuming': () => (
    <ResumingScreen view={{ state: 'resuming', call: started(BEN).call, other: party(BEN) }} onHangUp={nothing} />
  ),
  'call-devices': () => <Clicked signs={[ELLIPSIS, SETTINGS]}>{inCall(started(BEN), media())}</Clicked>,
  'call-more': () => <Clicked signs={[ELLIPSIS]}>{inCall(started(BEN), media())}</Clicked>,
  'call-screen': () => inCall(started(BEN), receivingScreen()),
  'call-screen-faceless': () =>
    inCall(started(BEN), media({ ...receivingScreen(), sending: VOICE, receiving: { ...VOICE, screen: true } })),
  'call-sharing': () => inCall(started(BEN), media(), { screen: screen('on') }),
  'call-sharing-both': () => inCall(started(BEN), receivingScreen(), { screen: screen('on') }),
  'call-sharing-chat': () => {
    const panels = { chat: <ChatPanel chat={chatOf(CHATS.talk)} isLineUp /> };
    return (
      <Clicked signs={[MESSAGE]}>{inCall(started(BEN), receivingScreen(), { screen: screen('on'), panels })}</Clicked>
    );
  },
  'call-sharing-problem': () => inCall(started(BEN), media(), { screen: screen('off', 'denied_by_system') }),
  'call-window': () => (
    <SmallCall other={party(BEN)} media={media()} onMuted={nothing} onVideo={nothing} onHangUp={nothing} />
  ),
  'call-shortcuts': () => (
    <>
      {inCall(started(BEN), media())}
      <ShortcutsHelp actions={SHORTCUTS.map(({ action }) => action)} isOn onToggle={nothing} onClose={nothing} />
    </>
  ),
  'call-problem': () => inCall(started(BEN), media({ sending: VOICE, problems: { audio: null, video: 'denied' } })),
  'call-unplugged': () => news({ now: 'Built-in microphone', canAct: false }),
  'call-plugged': () => news({ type: 'plugged', kind: 'headset' }),
  'call-returned': () => news({ type: 'returned' }),
  'call-interrupted': () => news({ type: 'interrupted' }),
  'call-long': () => inCall(started(LONG), media({ receiving: NEITHER })),
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
  'ended-bare-code': over(4711, { endedBy: 'business' }),
  'ended-closed': over(CODES.queueClosed, {
    endedBy: 'business',
    text: 'We are here from Monday to Friday, 8 to 18 h.',
  }),
  'ended-undecided': over(CODES.businessTimeout, { endedBy: 'server' }),
  'ended-nobody-free': over(CODES.timeout, { endedBy: 'server', wasWaiting: true }),
  'ended-by-service': over(CODES.ok, {
    endedBy: 'business',
    talkedMs: 61_000,
    text: 'Your agent had to leave. We call you back today.',
  }),
  'ended-long-words': over(4711, { endedBy: 'business', text: LONG_WORDS }),
  'ended-long': over(CODES.rejected, { other: LONG }),
  connecting: () => <ConnectingScreen />,
  replaced: () => <ReplacedScreen onUseHere={nothing} />,
  unauthorized: () => <RefusedScreen reason="unauthorized" onJoinAgain={nothing} onTryAgain={nothing} />,
  'not-reachable': () => <RefusedScreen reason="not_reachable" onJoinAgain={nothing} onTryAgain={nothing} />,
  unsupported: () => <UnsupportedScreen />,
  crash: () => <Crash />,
};
