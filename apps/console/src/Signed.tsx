import type { StaffIdentity } from '@frontdesk/client';
import type { User } from '@frontdesk/protocol';
import { assertNever, ConnectingScreen, MessageScreen, RefusedScreen, ReplacedScreen } from '@frontdesk/stage';
import { onGesture, setSpeaker, unlockAudio, useStore } from '@frontdesk/ui';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { makeParts, type Parts } from './makeParts.js';
import { Workplace } from './Workplace.js';

interface SignedProps {
  readonly identity: StaffIdentity;
  readonly user: User;
}

/** Everything that only somebody who has signed in needs, in a file of its own: the door opens without it. */
export function Signed({ identity, user }: SignedProps) {
  const { t } = useTranslation('console');
  const [parts] = useState(() => makeParts(identity, user));
  const { calls, desk, leading } = parts;
  // Each round connects anew: "Try again".
  const [round, setRound] = useState(0);
  const connection = useStore(calls.connection);
  const lead = useStore(leading.view);
  const { place } = useStore(desk.view);
  const call = useStore(calls.call);
  // Whoever talks goes on talking here, wherever the console is meanwhile.
  const isTalking = call.state === 'started' || call.state === 'resuming';
  const isHere = lead === 'leading' || isTalking;
  useEffect(() => leading.start(), [leading]);
  useConnected(parts, isHere, round);
  useSound(parts);

  if (!isHere) {
    if (lead === 'asking') return <ConnectingScreen />;
    const button = { label: t('elsewhere.useHere'), onClick: leading.takeOver };
    return <MessageScreen title={t('elsewhere.title')} text={t('elsewhere.text')} button={button} />;
  }
  if (place === 'moved' && !isTalking) {
    const button = { label: t('elsewhere.useHere'), onClick: desk.sitHere };
    return <MessageScreen title={t('elsewhere.movedTitle')} text={t('elsewhere.movedText')} button={button} />;
  }
  if (place === 'refused') {
    const button = { label: t('shell.signOut'), onClick: () => void identity.signOut() };
    return <MessageScreen title={t('elsewhere.refusedTitle')} text={t('elsewhere.refusedText')} button={button} />;
  }
  const work = <Workplace parts={parts} user={user} onSignOut={() => void identity.signOut()} />;
  switch (connection.state) {
    case 'connecting':
      return isTalking ? work : <ConnectingScreen />;
    case 'ready':
    case 'reconnecting':
      return work;
    case 'replaced':
      return <ReplacedScreen onUseHere={() => setRound((before) => before + 1)} />;
    case 'refused':
      return isTalking ? (
        work
      ) : (
        <RefusedScreen
          reason={connection.reason}
          onJoinAgain={() => void identity.signOut()}
          onTryAgain={() => setRound((before) => before + 1)}
        />
      );
    default:
      return assertNever(connection);
  }
}

/** On the line and at the desk for as long as the console is here. */
function useConnected({ calls, desk, reach }: Parts, isHere: boolean, round: number): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks for the same again.
  useEffect(() => {
    if (!isHere) return;
    const stops = [reach.start(), desk.start(), calls.connect()];
    return () => {
      for (const stop of stops) stop();
    };
  }, [calls, desk, reach, isHere, round]);
}

/** After a reload nobody clicks "Sign in": any click or key lets the page ring (P1, P2). */
function useSound({ calls }: Parts): void {
  useEffect(() => {
    unlockAudio();
    return onGesture(unlockAudio);
  }, []);
  useEffect(() => {
    const follow = (): void => setSpeaker(calls.devices.get().speakerId ?? '');
    follow();
    return calls.devices.subscribe(follow);
  }, [calls]);
}
