import type { CallView, ConnectionView } from '@frontdesk/client';
import { CODES, type QueueDoor } from '@frontdesk/protocol';
import { InCallScreen } from '@frontdesk/stage/parts';
import { PreviewPanel } from '@frontdesk/stage/preview';
import {
  ADA,
  BEN,
  Clicked,
  DEVICES,
  LOOKS,
  media,
  NOW,
  outgoing,
  party,
  portrait,
  READY,
  screen,
  snapshot,
  started,
} from '@frontdesk/stage/samples';
import type { ComponentProps, ReactNode } from 'react';
import { AfterScreen } from '../queue/after/AfterScreen.js';
import { DoorScreen } from '../queue/door/DoorScreen.js';
import { emptyDraft } from '../queue/door/visit.js';
import type { ComingView } from '../queue/line/Coming.js';
import { LineScreen } from '../queue/line/LineScreen.js';
import { ElsewhereCard, UnknownCard } from '../queue/MessageCard.js';
import type { WishAnswer } from '../queue/WishForm.js';

const nothing = (): void => undefined;
const MINUTE = 60_000;
/** A Sunday noon in Berlin: all that hangs on the day is the same whenever the gallery is opened. */
const SUNDAY = Date.parse('2026-11-29T11:00:00Z');
const OFFICE = [{ from: '09:00', to: '18:00' }];

const DOOR: QueueDoor = {
  queueId: 'cards',
  name: 'Cards and payments',
  welcome: 'Lost a card, or a payment that you do not know? We help you right away.',
  state: 'open',
  hours: {
    timeZone: 'Europe/Berlin',
    week: { '1': OFFICE, '2': OFFICE, '3': OFFICE, '4': OFFICE, '5': OFFICE, '7': [{ from: '10:00', to: '14:00' }] },
    holidays: {},
  },
  opensAt: null,
  waiting: 4,
  wait: { fromMs: 3 * MINUTE, toMs: 6 * MINUTE },
  form: [
    { key: 'name', kind: 'text', isRequired: true },
    { key: 'topic', kind: 'long', isRequired: false },
  ],
  consent: null,
  callbacks: true,
  video: true,
  placeKeptMs: MINUTE,
  serverTime: SUNDAY,
};

const EVERYTHING: Partial<QueueDoor> = {
  form: [
    ...DOOR.form,
    { key: 'mail', label: 'E-mail address', kind: 'email', isRequired: true },
    { key: 'phone', label: 'Phone number', kind: 'phone', isRequired: false },
    { key: 'kind', label: 'Kind of card', kind: 'choice', options: ['Debit card', 'Credit card'], isRequired: true },
    { key: 'first', label: 'I call about this for the first time', kind: 'yes', isRequired: false },
  ],
  consent:
    'I agree that my data is used to handle this call, as the privacy notice says. The call itself is not recorded.\nI may take this back at any time.',
};

const LONG_DOOR: Partial<QueueDoor> = {
  name: 'Rechtsschutzversicherungsgesellschaften und Hochwasserschadensregulierung',
  welcome: 'We are here for everything that has to do with water, fire, storm and hail. '.repeat(6),
};

async function noted(): Promise<WishAnswer> {
  return { ok: true, number: 'A3F9-21C7' };
}

function door(fields: Partial<QueueDoor> = {}, props: Partial<ComponentProps<typeof DoorScreen>> = {}): ReactNode {
  const shown = { ...DOOR, ...fields };
  return (
    <DoorScreen
      door={shown}
      now={SUNDAY}
      zone="Europe/Berlin"
      draft={emptyDraft(shown, '')}
      onDraft={nothing}
      onStart={async () => null}
      notice={null}
      onNoticeRead={nothing}
      isStale={false}
      url="https://calls.example.com/q/cards"
      isSecure
      isInApp={false}
      other={null}
      known={null}
      onForget={nothing}
      sendWish={noted}
      {...props}
    />
  );
}

const CLOSED: Partial<QueueDoor> = {
  state: 'closed',
  opensAt: Date.parse('2026-11-30T08:00:00Z'),
  waiting: 0,
  wait: null,
};

const LINE_LOST: ConnectionView = { state: 'reconnecting', since: NOW - 12_000, reason: 'network' };
const CLOSING: ConnectionView = { state: 'reconnecting', since: NOW, reason: 'server_closing' };
const STANDING = { place: 3, wait: { fromMs: 3 * MINUTE, toMs: 6 * MINUTE }, text: '', since: NOW - 187_000 };
const FINE = { audio: null, video: null };

async function openPreview() {
  return { stream: portrait(LOOKS.ada, 640, 480), problems: FINE, stop: nothing };
}
const PORT = { openPreview, chooseCamera: nothing, chooseMicrophone: nothing, chooseSpeaker: nothing };
const meter = () => ({ level: { get: () => 0.62, subscribe: () => nothing }, stop: nothing });

function line(props: Partial<ComponentProps<typeof LineScreen>> = {}): ReactNode {
  return (
    <LineScreen
      name={DOOR.name}
      standing={STANDING}
      coming={null}
      connection={READY}
      placeKeptMs={MINUTE}
      isPhone={innerWidth < 500}
      sounds={{ music: true, chime: true }}
      onSounds={nothing}
      isMusicBlocked={false}
      asked={FINE}
      onAskAgain={nothing}
      look={(close) => <PreviewPanel devices={DEVICES} port={PORT} meter={meter} onClose={close} />}
      sendWish={noted}
      onWished={nothing}
      onLeave={nothing}
      {...props}
    />
  );
}

const AGENT = { ...BEN, role: 'agent' as const };
const TO_QUEUE = outgoing({ dialed: 'queue.cards', other: party(AGENT), call: snapshot(ADA, AGENT) });

function coming(fields: Partial<ComingView> = {}): ReactNode {
  return line({ standing: null, coming: { view: TO_QUEUE, media: media(), ...fields } });
}

type Ended = Extract<CallView, { state: 'ended' }>;

function after(code: number, fields: Partial<Ended> = {}): ReactNode {
  const callId = '00000000-0000-4000-8000-0000a3f921c7';
  const view: Ended = {
    state: 'ended',
    call: snapshot(ADA, AGENT, { callId, state: 'finished', code }),
    side: 'caller',
    other: AGENT,
    code,
    endedBy: 'callee',
    text: '',
    wasWaiting: false,
    talkedMs: 754_000,
    kinds: { audio: true, video: true },
    ...fields,
  };
  return (
    <AfterScreen
      view={view}
      name={DOOR.name}
      rate={async () => null}
      sendWish={noted}
      onCallAgain={nothing}
      onBack={nothing}
    />
  );
}

const NEVER: Partial<Ended> = { talkedMs: null, endedBy: 'server', wasWaiting: true };

/** Every screen of a queue's page. */
export const QUEUE_STATES: Readonly<Record<string, () => ReactNode>> = {
  'door-open': () => door(),
  'door-form': () => door(EVERYTHING, { known: 'Ada Lindqvist' }),
  'door-faults': () => <Clicked signs={['button[type="submit"]']}>{door(EVERYTHING)}</Clicked>,
  'door-voice': () => door({ video: false, waiting: 0, wait: { fromMs: 0, toMs: 30_000 }, hours: null, welcome: '' }),
  'door-far': () => door({ wait: null }, { zone: 'Asia/Shanghai' }),
  'door-closed': () => door(CLOSED),
  'door-closed-only': () => door({ ...CLOSED, callbacks: false, opensAt: null }),
  'door-full': () => door({ state: 'full', waiting: 40, wait: null }),
  'door-nobody': () => door({ state: 'nobody', waiting: 0, wait: null }),
  'door-left': () => door({}, { notice: 'left' }),
  'door-place-gone': () => door({}, { notice: 'placeGone' }),
  'door-refused': () => door(CLOSED, { notice: 'closed' }),
  'door-in-app': () => door({}, { isInApp: true }),
  'door-insecure': () => door({}, { isSecure: false, isStale: true }),
  'door-other-line': () => door({}, { other: { name: 'Loans', url: '/q/loans' } }),
  'door-phone': () => <Clicked signs={['main section button']}>{door()}</Clicked>,
  'door-long': () => door(LONG_DOOR),
  'door-unknown': () => <UnknownCard />,
  'line-starting': () => line({ standing: null, asked: null }),
  line: () => line(),
  'line-first': () => line({ standing: { ...STANDING, place: 1, wait: { fromMs: 0, toMs: 50_000 } } }),
  'line-plain': () => line({ standing: { ...STANDING, wait: null }, sendWish: null, look: null }),
  'line-far': () => line({ standing: { ...STANDING, place: 1_204, wait: { fromMs: 65 * MINUTE, toMs: 90 * MINUTE } } }),
  'line-words': () => line({ standing: { ...STANDING, text: 'Please have your card at hand.' } }),
  'line-quiet': () => line({ sounds: { music: false, chime: false } }),
  'line-blocked': () => line({ isMusicBlocked: true }),
  'line-lost': () => line({ connection: LINE_LOST }),
  'line-restart': () => line({ connection: CLOSING }),
  'line-problem': () => line({ asked: { audio: null, video: 'denied' } }),
  'line-problem-voice': () => line({ asked: { audio: 'not_found', video: 'not_found' } }),
  'line-leaving': () => <Clicked signs={['section > div:last-child button']}>{line()}</Clicked>,
  'line-look': () => <Clicked signs={['fieldset + div button:first-child']}>{line()}</Clicked>,
  'line-wish': () => <Clicked signs={['fieldset + div button:last-child']}>{line()}</Clicked>,
  coming: () => coming(),
  'coming-voice': () => coming({ media: media({ sending: { audio: true, video: false, screen: false } }) }),
  'coming-any': () =>
    coming({ view: { ...TO_QUEUE, other: { ...party(AGENT), userId: 'queue.cards', name: 'Cards and payments' } } }),
  'coming-problem': () => coming({ media: media({ local: null, problems: { audio: 'denied', video: 'denied' } }) }),
  'call-with-agent': () => (
    <InCallScreen
      view={started(BEN)}
      caption="Agent"
      media={media()}
      connection={READY}
      screen={screen('off')}
      panels={{}}
      onMuted={nothing}
      onVideo={nothing}
      onScreen={nothing}
      onScreenProblemRead={nothing}
      onSnapshot={nothing}
      onHangUp={nothing}
    />
  ),
  elsewhere: () => <ElsewhereCard onTake={nothing} onBack={nothing} />,
  after: () => after(CODES.ok),
  'after-rated': () => <Clicked signs={['[role="radiogroup"] label:nth-of-type(4) input']}>{after(CODES.ok)}</Clicked>,
  'after-words': () => after(CODES.ok, { endedBy: 'business', text: 'We send you the new card today.' }),
  'after-broken': () => after(CODES.disconnected, { endedBy: 'server' }),
  'after-nobody': () => after(CODES.timeout, NEVER),
  'after-lost': () => after(CODES.disconnected, NEVER),
};
