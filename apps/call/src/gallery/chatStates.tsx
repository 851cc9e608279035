import type { ChatEntry, ChatView, ConnectionView } from '@frontdesk/client';
import { CODES } from '@frontdesk/protocol';
import { ChatPanel, ChatPeek, EndedChat, EndedScreen, InCallScreen } from '@frontdesk/stage/parts';
import {
  ADA,
  BEN,
  CHATS,
  Clicked,
  chatOf,
  ended,
  MESSAGE,
  media,
  NOW,
  READY,
  screen,
  started,
} from '@frontdesk/stage/samples';
import type { ReactNode } from 'react';

const CHAT = [MESSAGE];
const READ = ['[aria-expanded="false"]'];
const LINE_LOST: ConnectionView = { state: 'reconnecting', since: NOW, reason: 'network' };
const nothing = (): void => undefined;

function beside(
  entries: readonly ChatEntry[],
  fields: Partial<ChatView> = {},
  connection: ConnectionView = READY,
): ReactNode {
  const chat = chatOf(entries, fields);
  return (
    <InCallScreen
      view={started(BEN)}
      media={media()}
      connection={connection}
      screen={screen('off')}
      unread={fields.unread ?? 0}
      notices={<ChatPeek chat={chat} />}
      panels={{ chat: <ChatPanel chat={chat} isLineUp={connection.state === 'ready'} /> }}
      onMuted={nothing}
      onVideo={nothing}
      onScreen={nothing}
      onScreenProblemRead={nothing}
      onHangUp={nothing}
    />
  );
}

function open(
  entries: readonly ChatEntry[],
  fields: Partial<ChatView> = {},
  connection: ConnectionView = READY,
): ReactNode {
  return <Clicked signs={CHAT}>{beside(entries, fields, connection)}</Clicked>;
}

function over(): ReactNode {
  return (
    <EndedScreen view={ended(CODES.ok, { talkedMs: 754_000 })} self={ADA} onCallAgain={nothing} onBack={nothing}>
      <EndedChat chat={chatOf(CHATS.talk, { isOpen: false })} otherName={BEN.name} />
    </EndedScreen>
  );
}

const JUST_NOW = CHATS.talk.map((entry, at) => ({ ...entry, isNew: at > 3 }));
const NOTICED = CHATS.talk.slice(0, 4).map((entry) => ({ ...entry, isNew: entry.kind === 'notice' }));

/** A conversation beside a call, and after it. */
export const CHAT_STATES: Readonly<Record<string, () => ReactNode>> = {
  'chat-empty': () => open(CHATS.empty),
  'chat-talk': () => open(CHATS.talk),
  'chat-sending': () => open(CHATS.sending),
  'chat-waiting': () => open(CHATS.sending, {}, LINE_LOST),
  'chat-failed': () => open(CHATS.failed),
  'chat-long': () => open(CHATS.long),
  'chat-no-files': () => open(CHATS.talk, { fileMaxBytes: 0 }),
  'chat-peek': () => beside(JUST_NOW.slice(0, 5), { unread: 2 }),
  'chat-notice': () => beside(NOTICED, { unread: 1 }),
  'chat-ended': over,
  'chat-ended-open': () => <Clicked signs={READ}>{over()}</Clicked>,
};
