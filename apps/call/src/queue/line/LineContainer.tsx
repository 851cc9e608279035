import { type CallView, thisPlatform } from '@frontdesk/client';
import { mediaAtStart } from '@frontdesk/protocol';
import { useStore } from '@frontdesk/ui';
import { lazy, Suspense } from 'react';
import type { VisitScreensProps } from '../VisitScreens.js';
import type { WishFormProps } from '../WishForm.js';
import { LineScreen } from './LineScreen.js';
import { useLineNews } from './useLineNews.js';
import { useSoundChoice } from './useSoundChoice.js';

const PreviewPanel = lazy(async () => ({ default: (await import('@frontdesk/stage/preview')).PreviewPanel }));

interface LineContainerProps extends VisitScreensProps {
  readonly view: Extract<CallView, { state: 'idle' | 'dialing' | 'outgoing' }>;
  /** The queue's name. */
  readonly name: string;
  readonly sendWish: WishFormProps['send'] | null;
}

function isPhone(): boolean {
  const { system } = thisPlatform();
  return system === 'android' || system === 'ios';
}

/** From the click that calls to the answer. */
export function LineContainer(props: LineContainerProps) {
  const { view, name, calls, begin, customer } = props;
  const media = useStore(calls.media);
  const devices = useStore(calls.devices);
  const [sounds, setSounds] = useSoundChoice(customer);
  const isMusicBlocked = useLineNews({ view, name, sounds });
  // A request that is on its way is given up, too.
  const leave = (): void => {
    calls.cancel();
    if (view.state === 'idle') props.onDone('left');
  };

  const isWaiting = view.state === 'outgoing' && view.call.state === 'waiting';
  const hasPicture = view.state === 'outgoing' ? mediaAtStart(view.call.flags, 'caller').video : props.draft.video;
  return (
    <LineScreen
      name={name}
      coming={view.state === 'outgoing' && view.call.state === 'ringing' ? { view, media } : null}
      standing={isWaiting ? { ...view.said, since: view.since } : null}
      connection={props.connection}
      placeKeptMs={props.door?.placeKeptMs ?? null}
      isPhone={isPhone()}
      sounds={sounds}
      onSounds={setSounds}
      isMusicBlocked={isMusicBlocked}
      asked={begin.asked}
      onAskAgain={begin.askAgain}
      look={
        hasPicture
          ? (close) => (
              <Suspense fallback={null}>
                <PreviewPanel devices={devices} port={calls} meter={props.tools.meter} onClose={close} />
              </Suspense>
            )
          : null
      }
      sendWish={props.sendWish}
      onWished={leave}
      onLeave={leave}
    />
  );
}
