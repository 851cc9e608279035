import { CODES } from '@frontdesk/protocol';
import { ChatPanel, EndedScreen, InCallScreen } from '@frontdesk/stage/parts';
import {
  ADA,
  aside,
  BEN,
  CARMEN,
  CHATS,
  Clicked,
  chatOf,
  colleague,
  ended,
  hold,
  LONG,
  MESSAGE,
  media,
  READY,
  receivingScreen,
  roomOf,
  screen,
  started,
} from '@frontdesk/stage/samples';
import { Pause, PhoneForwarded, Play, UserPlus } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';

const nothing = (): void => undefined;
const NOTHING = { audio: false, video: false, screen: false };
/** What a page of staff adds to the bar. */
const controls = (isHolding: boolean) => [
  isHolding
    ? { id: 'hold', label: 'Resume', icon: <Play size={22} />, isOn: true, onClick: nothing }
    : { id: 'hold', label: 'Hold', icon: <Pause size={22} />, onClick: nothing },
  { id: 'transfer', label: 'Transfer', icon: <PhoneForwarded size={22} />, onClick: nothing },
  { id: 'add', label: 'Add person', icon: <UserPlus size={22} />, onClick: nothing },
];

function inRoom(fields: Partial<ComponentProps<typeof InCallScreen>> = {}): ReactNode {
  return (
    <InCallScreen
      view={started(BEN)}
      media={media()}
      connection={READY}
      screen={screen('off')}
      panels={{ chat: <ChatPanel chat={chatOf(CHATS.three)} isLineUp /> }}
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

const silent = media({ receiving: NOTHING });

/** Three in a call, and a call on hold. */
export const ROOM_STATES: Readonly<Record<string, () => ReactNode>> = {
  room: () => inRoom({ room: roomOf(CARMEN, colleague()) }),
  'room-agent': () => inRoom({ room: roomOf(CARMEN, colleague()), controls: controls(false) }),
  'room-connecting': () =>
    inRoom({ room: roomOf(CARMEN, colleague({ link: 'connecting', remote: null, receiving: NOTHING })) }),
  'room-muted': () =>
    inRoom({ room: roomOf(CARMEN, colleague({ receiving: { ...NOTHING, video: true } })), media: silent }),
  'room-away': () => inRoom({ room: roomOf(CARMEN, colleague({ receiving: NOTHING }), { isOnHold: true }) }),
  'room-screen': () => inRoom({ room: roomOf(CARMEN, colleague()), media: receivingScreen() }),
  'room-chat': () => <Clicked signs={[MESSAGE]}>{inRoom({ room: roomOf(CARMEN, colleague()) })}</Clicked>,
  'room-long': () =>
    inRoom({ view: started(LONG), room: roomOf(LONG, colleague({ receiving: NOTHING }), {}, LONG), media: silent }),
  hold: () => inRoom({ hold: hold('other'), media: silent }),
  'hold-long': () => inRoom({ view: started(LONG), hold: hold('other'), media: silent }),
  'hold-own': () => inRoom({ hold: hold('own'), media: silent, controls: controls(true) }),
  'hold-own-all': () => inRoom({ hold: hold('own'), room: roomOf(CARMEN, colleague()), media: silent }),
  'hold-aside': () => inRoom({ hold: hold('own'), side: aside(colleague()), media: silent, controls: controls(true) }),
  'ended-transferred': () => (
    <EndedScreen
      view={ended(CODES.transferred, { talkedMs: 341_000, goesOnWith: CARMEN })}
      self={ADA}
      onCallAgain={nothing}
      onBack={nothing}
    />
  ),
};
