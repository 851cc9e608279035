import { browserKeep, type FetchProblem } from '@frontdesk/client';
import type { Callback } from '@frontdesk/protocol';
import { useNotificationPermission, useStore } from '@frontdesk/ui';
import { useEffect, useState } from 'react';
import type { BetweenProps } from './Between.js';
import { CallbacksCard } from './desk/CallbacksCard.js';
import { DeskPage } from './desk/DeskPage.js';
import { FirstSteps } from './desk/FirstSteps.js';
import { LastCallsCard } from './desk/LastCallsCard.js';
import { QueuesCard } from './desk/QueuesCard.js';
import { TodayCard } from './desk/TodayCard.js';
import { todayOf } from './desk/today.js';
import { startOfDay } from './parts/span.js';
import { useFetched } from './parts/useFetched.js';
import { ReadyCard } from './shell/ReadyCard.js';

/** How often what nobody tells is asked for anew, in ms. */
const AGAIN_MS = 60_000;
/** So many of the last calls are looked at: more than a day has. */
const RECORDS = 100;
const SHOWN = 8;
const FIRST_STEPS = 'frontdesk.first-steps';

/** The desk as it is now. */
export function DeskContainer({ parts, user, readiness }: BetweenProps) {
  const { desk, office } = parts;
  const { seat, queues } = useStore(desk.view);
  const tick = useTick(`${seat?.status} ${seat?.calls}`);
  const last = useFetched(() => office.records({ agentId: user.userId, limit: RECORDS }), tick);
  const callbacks = useFetched(office.callbacks, tick);
  const [notifications, askNotifications] = useNotificationPermission();
  const [undone, setUndone] = useState<FetchProblem | null>(null);
  const first = useFirstSteps();
  if (!seat) return null;
  const records = last.value?.records ?? [];
  const today = records.filter(({ requestedAt }) => requestedAt >= startOfDay(Date.now()));
  const isKnown = last.value !== null || last.problem !== null;
  const isNew = !first.isDone && isKnown && records.length === 0 && seat.calls === 0;
  const onDone = async ({ id }: Callback): Promise<void> => {
    const set = await office.setCallback(id, 'done');
    setUndone(set.ok ? null : set.reason);
    callbacks.again();
  };
  return (
    <DeskPage
      first={
        isNew && (
          <FirstSteps
            seat={seat}
            queue={queues[0] ?? null}
            onAvailable={() => void readiness.choose('available')}
            onDismiss={first.finish}
          />
        )
      }
      queues={<QueuesCard queues={queues} />}
      callbacks={
        <CallbacksCard
          callbacks={callbacks.value ?? []}
          queues={queues}
          problem={undone}
          onDone={(callback) => void onDone(callback)}
        />
      }
      ready={
        <ReadyCard
          reach={readiness.reach}
          notifications={notifications}
          onProve={() => void readiness.prove()}
          onNotify={() => void askNotifications()}
        />
      }
      today={<TodayCard today={todayOf(today, seat.calls)} />}
      last={<LastCallsCard records={records.slice(0, SHOWN)} />}
    />
  );
}

/** A key that is another one each minute, and whenever `of` changes. */
function useTick(of: string): string {
  const [round, setRound] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setRound((before) => before + 1), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return `${of} ${round}`;
}

/** Whether the newcomer's steps were put away in this browser. */
function useFirstSteps(): { readonly isDone: boolean; readonly finish: () => void } {
  const [keep] = useState(browserKeep);
  const [isDone, setDone] = useState(() => keep.read(FIRST_STEPS) === 'done');
  return {
    isDone,
    finish: () => {
      keep.write(FIRST_STEPS, 'done');
      setDone(true);
    },
  };
}
