import type { CallView, ConnectionView } from '@frontdesk/client';
import type { User } from '@frontdesk/protocol';
import { type BarControl, useStore } from '@frontdesk/ui';
import { lazy, Suspense } from 'react';
import { assertNever } from './assertNever.js';
import { DeviceNews } from './call/DeviceNews.js';
import { EffectNews } from './call/EffectNews.js';
import { ChatPeek } from './chat/ChatPeek.js';
import { IncomingContainer } from './IncomingContainer.js';
import type { CallPort, Tools } from './ports.js';
import { QualityBadge } from './quality/QualityBadge.js';
import { QualityNotices } from './quality/QualityNotices.js';
import { EndedScreen } from './screens/EndedScreen.js';
import { InCallScreen } from './screens/InCallScreen.js';
import { OutgoingScreen } from './screens/OutgoingScreen.js';
import { ResumingScreen } from './screens/ResumingScreen.js';
import type { DeskRuns } from './screens/useInCall.js';

const ChatPanel = lazy(async () => ({ default: (await import('./chat/ChatPanel.js')).ChatPanel }));
const EndedChat = lazy(async () => ({ default: (await import('./chat/EndedChat.js')).EndedChat }));
const DetailsPanel = lazy(async () => ({ default: (await import('./quality/DetailsPanel.js')).DetailsPanel }));
const DevicesPanel = lazy(async () => ({ default: (await import('./call/DevicesPanel.js')).DevicesPanel }));

interface LiveCallProps {
  readonly user: User;
  readonly calls: CallPort;
  readonly tools: Tools;
  readonly connection: ConnectionView;
  readonly view: Exclude<CallView, { state: 'idle' }>;
  /** Who the other is, beside the name: a role, a department. */
  readonly caption?: string;
  /** What an agent's page adds to a call. */
  readonly desk?: DeskExtras;
}

export interface DeskExtras {
  readonly controls: readonly BarControl[];
  readonly runs: DeskRuns;
}

/** One screen per state of a call, all in one file to load: none of it is needed before somebody calls. */
export function LiveCall({ user, calls, tools, connection, view, caption = '', desk }: LiveCallProps) {
  switch (view.state) {
    case 'dialing':
    case 'outgoing':
      return <Outgoing calls={calls} view={view} connection={connection} />;
    case 'incoming':
      return <IncomingContainer key={view.call.callId} user={user} calls={calls} tools={tools} view={view} />;
    case 'started':
      return <InCall calls={calls} view={view} connection={connection} caption={caption} desk={desk} />;
    case 'resuming':
      return <ResumingScreen view={view} onHangUp={() => calls.hangUp()} />;
    case 'ended':
      return (
        <EndedScreen
          view={view}
          self={user}
          onCallAgain={() => {
            calls.dismiss();
            calls.request(view.other.userId, { video: view.kinds.video, name: view.other.name });
          }}
          onBack={() => calls.dismiss()}
        >
          <WhatWasSaid chat={calls.chat} otherName={view.other.name} />
        </EndedScreen>
      );
    default:
      return assertNever(view);
  }
}

type InState<S extends CallView['state']> = Extract<CallView, { state: S }>;

function Outgoing(props: { calls: CallPort; view: InState<'dialing' | 'outgoing'>; connection: ConnectionView }) {
  const { calls, view, connection } = props;
  const media = useStore(calls.media);
  return <OutgoingScreen view={view} media={media} connection={connection} onCancel={() => calls.cancel()} />;
}

/** Nothing of it is loaded unless something was written. */
export function WhatWasSaid({ chat, otherName }: { chat: CallPort['chat']; otherName: string }) {
  const hasEntries = useStore(chat.view).entries.length > 0;
  if (!hasEntries) return null;
  return (
    <Suspense>
      <EndedChat chat={chat} otherName={otherName} />
    </Suspense>
  );
}

interface InCallProps extends Pick<LiveCallProps, 'calls' | 'connection'> {
  readonly view: InState<'started'>;
  readonly caption: string;
  readonly desk: DeskExtras | undefined;
}

function InCall(props: InCallProps) {
  const { calls } = props;
  const media = useStore(calls.media);
  const devices = useStore(calls.devices);
  const screen = useStore(calls.screen.view);
  const { unread, isOpen } = useStore(calls.chat.view);
  const room = useStore(calls.room);
  const side = useStore(calls.side);
  const hold = useStore(calls.hold);
  const { name } = props.view.other;
  return (
    <InCallScreen
      view={props.view}
      caption={props.caption}
      media={media}
      connection={props.connection}
      screen={screen}
      room={room}
      side={side}
      hold={hold}
      unread={unread}
      controls={props.desk?.controls ?? []}
      deskRuns={props.desk?.runs}
      panels={{
        chat: <ChatPanel chat={calls.chat} isLineUp={props.connection.state === 'ready'} />,
        details: <DetailsPanel quality={calls.quality} />,
        devices: (
          <DevicesPanel
            devices={devices}
            onCamera={(deviceId) => calls.chooseCamera(deviceId)}
            onMicrophone={(deviceId) => calls.chooseMicrophone(deviceId)}
            onSpeaker={(deviceId) => calls.chooseSpeaker(deviceId)}
            effects={calls.effects}
          />
        ),
      }}
      notices={
        <>
          <QualityNotices quality={calls.quality} name={name} onUnmute={() => calls.setMuted(false)} />
          <DeviceNews notices={calls.deviceNotices} />
          <EffectNews effects={calls.effects} />
          <ChatPeek chat={calls.chat} />
        </>
      }
      badge={<QualityBadge quality={calls.quality} media={calls.media} />}
      onMuted={(isMuted) => calls.setMuted(isMuted)}
      onVideo={(isOn) => calls.setVideo(isOn)}
      onScreen={(isOn) => (isOn ? calls.screen.start() : calls.screen.stop())}
      onScreenProblemRead={calls.screen.dismissProblem}
      onSnapshot={isOpen ? () => calls.chat.notice('snapshot') : undefined}
      onHangUp={() => calls.hangUp()}
    />
  );
}
