import type { ConnectionView, DeviceProblem, NetworkView, StepResult } from '@frontdesk/client';
import type { Preview } from '@frontdesk/stage';
import { ConfirmScreen } from '@frontdesk/stage';
import { CheckScreen } from '@frontdesk/stage/check';
import { ADA, BEN, DEVICES, LONG, LOOKS, MANY, MISSED, NOW, PEOPLE, portrait, READY } from '@frontdesk/stage/samples';
import type { ReactNode } from 'react';
import { PreviewCard } from '../home/PreviewCard.js';
import { HomeScreen } from '../screens/HomeScreen.js';
import { JoinScreen } from '../screens/JoinScreen.js';

const nothing = (): void => undefined;

function join(fields: Partial<Parameters<typeof JoinScreen>[0]> = {}): ReactNode {
  return (
    <JoinScreen
      remembered={null}
      offers={[]}
      dialTo={null}
      isSecure
      join={async () => ({ ok: false, reason: 'unreachable' })}
      onReturn={async () => undefined}
      onContinue={nothing}
      onSomeoneElse={nothing}
      {...fields}
    />
  );
}

async function openPreview(): Promise<Preview> {
  return { stream: portrait(LOOKS.ada, 640, 480), problems: { audio: null, video: null }, stop: nothing };
}

function openBroken(video: DeviceProblem): () => Promise<Preview> {
  return async () => ({ stream: new MediaStream(), problems: { audio: null, video }, stop: nothing });
}

const COLD = { isOn: false, isReady: false };
const level = { get: () => 0.62, subscribe: () => nothing };
const meter = () => ({ level, stop: nothing });

const WARM = { view: { get: () => COLD, subscribe: () => nothing }, set: nothing };

function port(open: () => Promise<Preview>) {
  return { warm: WARM, openPreview: open, chooseCamera: nothing, chooseMicrophone: nothing, chooseSpeaker: nothing };
}

function openCard(open: () => Promise<Preview>): ReactNode {
  return <PreviewCard startsOpen devices={DEVICES} port={port(open)} meter={meter} />;
}

function home(fields: Partial<Parameters<typeof HomeScreen>[0]> = {}): ReactNode {
  return (
    <HomeScreen
      user={ADA}
      connection={READY}
      people={PEOPLE}
      missed={[]}
      isSecure
      find={async () => ({ ok: true, value: [] })}
      onCall={nothing}
      onDismissMissed={nothing}
      onSignOut={nothing}
      preview={<PreviewCard devices={DEVICES} port={port(openPreview)} meter={meter} />}
      {...fields}
    />
  );
}

function offline(reason: 'network' | 'server_closing'): ConnectionView {
  return { state: 'reconnecting', since: NOW, reason };
}

const openAudible = async (): Promise<Preview> => {
  const preview = await openPreview();
  // A silent microphone, so that the level shows.
  for (const track of new AudioContext().createMediaStreamDestination().stream.getTracks())
    preview.stream.addTrack(track);
  return preview;
};
const openDenied = openBroken('denied');

const OK: StepResult = { state: 'ok', reason: null, ms: 34 };
const BLOCKED: StepResult = { state: 'failed', reason: 'blocked', ms: null };
const NO_RELAY: StepResult = { state: 'skipped', reason: 'no_relay', ms: null };

function check(media: Pick<NetworkView, 'udp' | 'tcp' | 'tls' | 'direct'>): ReactNode {
  const view: NetworkView = { page: { ...OK, ms: null }, server: OK, socket: OK, ...media };
  const network = { view: { get: () => view, subscribe: () => nothing }, run: async () => undefined };
  const devices = { get: () => DEVICES, subscribe: () => nothing };
  return <CheckScreen port={{ ...port(openAudible), devices, newNetworkCheck: () => network }} meter={meter} />;
}

/** Every screen outside a call. */
export const HOME_STATES: Readonly<Record<string, () => ReactNode>> = {
  join: () => join(),
  'join-remembered': () => join({ remembered: ADA }),
  'join-remembered-long': () => join({ remembered: LONG }),
  'join-way-back': () => join({ remembered: ADA, offers: [{ endpointId: '1', self: ADA, other: BEN }] }),
  'join-way-back-two': () =>
    join({
      offers: [
        { endpointId: '1', self: ADA, other: LONG },
        { endpointId: '2', self: BEN, other: ADA },
      ],
    }),
  'join-link': () => join({ dialTo: 'claims-desk' }),
  'join-insecure': () => join({ isSecure: false }),
  home: () => home(),
  'home-empty': () => home({ people: [] }),
  'home-many': () => home({ people: MANY, missed: MISSED }),
  'home-missed': () => home({ missed: MISSED }),
  'home-long': () => home({ user: LONG, people: MANY }),
  'home-reconnecting': () => home({ connection: offline('network') }),
  'home-closing': () => home({ connection: offline('server_closing') }),
  'home-insecure': () => home({ isSecure: false }),
  preview: () => home({ preview: openCard(openAudible) }),
  'preview-system': () => home({ preview: openCard(openBroken('denied_by_system')) }),
  'preview-gone': () => home({ preview: openCard(openBroken('gone')) }),
  'preview-denied': () => home({ preview: openCard(openDenied) }),
  check: () => check({ udp: OK, tcp: OK, tls: OK, direct: OK }),
  'check-untested': () => check({ udp: NO_RELAY, tcp: NO_RELAY, tls: NO_RELAY, direct: NO_RELAY }),
  'check-blocked': () => check({ udp: BLOCKED, tcp: BLOCKED, tls: OK, direct: { ...BLOCKED, state: 'warning' } }),
  confirm: () => <ConfirmScreen to="claims-desk" name="Claims desk" onCall={nothing} onNo={nothing} />,
};
