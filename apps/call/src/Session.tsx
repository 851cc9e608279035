import type { User } from '@frontdesk/protocol';
import type { CallPort, Tools } from '@frontdesk/stage';
import { assertNever, ConnectingScreen, RefusedScreen, ReplacedScreen } from '@frontdesk/stage';
import { setSpeaker, unlockAudio, useStore } from '@frontdesk/ui';
import { useEffect, useState } from 'react';
import { CallScreens } from './CallScreens.js';

/** What a link asks for. `isConfirmed`: the person has just joined on purpose, which says yes. */
export interface DialLink {
  readonly to: string;
  readonly isConfirmed: boolean;
  forget(): void;
}

interface SessionProps {
  readonly user: User;
  readonly createCalls: () => CallPort;
  readonly tools: Tools;
  readonly link: DialLink | null;
  readonly onSignOut: () => void;
}

/** One person's line to the service, from joining to signing out. */
export function Session({ user, createCalls, tools, link, onSignOut }: SessionProps) {
  const [calls] = useState(createCalls);
  // Each round connects anew: "Use here", "Try again".
  const [round, setRound] = useState(0);
  const connection = useStore(calls.connection);
  const call = useStore(calls.call);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks for the same again.
  useEffect(() => calls.connect(), [calls, round]);
  useEffect(unlockAudioEarly, []);
  useEffect(() => {
    const follow = (): void => setSpeaker(calls.devices.get().speakerId ?? '');
    follow();
    return calls.devices.subscribe(follow);
  }, [calls]);
  const connectAgain = (): void => setRound((before) => before + 1);

  const screens = (
    <CallScreens user={user} calls={calls} tools={tools} connection={connection} link={link} onSignOut={onSignOut} />
  );
  switch (connection.state) {
    case 'connecting':
      // A call that is shown needs no line to go on: media runs from browser to browser.
      return call.state === 'idle' ? <ConnectingScreen /> : screens;
    case 'ready':
    case 'reconnecting':
      return screens;
    case 'replaced':
      return <ReplacedScreen onUseHere={connectAgain} />;
    case 'refused':
      return call.state === 'started' ? (
        screens
      ) : (
        <RefusedScreen reason={connection.reason} onJoinAgain={onSignOut} onTryAgain={connectAgain} />
      );
    default:
      return assertNever(connection);
  }
}

/** After a reload nobody clicks "Join": the first click or key anywhere lets the page ring (P1, P2). */
function unlockAudioEarly(): () => void {
  addEventListener('pointerdown', unlockAudio, { once: true });
  addEventListener('keydown', unlockAudio, { once: true });
  return () => {
    removeEventListener('pointerdown', unlockAudio);
    removeEventListener('keydown', unlockAudio);
  };
}
