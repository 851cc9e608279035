import type { ReachView } from '@frontdesk/client';
import type { SeatView } from '@frontdesk/protocol';
import { NOW, READY } from '@frontdesk/stage/samples';
import { Notice } from '@frontdesk/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CallbacksCard } from '../desk/CallbacksCard.js';
import { DeskPage } from '../desk/DeskPage.js';
import { FirstSteps } from '../desk/FirstSteps.js';
import { LastCallsCard } from '../desk/LastCallsCard.js';
import { QueueLinkDialog } from '../desk/QueueLink.js';
import { QueuesCard } from '../desk/QueuesCard.js';
import { TodayCard } from '../desk/TodayCard.js';
import { todayOf } from '../desk/today.js';
import { RefusalNotice } from '../parts/RefusalNotice.js';
import type { Route } from '../parts/route.js';
import { KeysHelp } from '../shell/KeysHelp.js';
import { ReachBanner } from '../shell/ReachBanner.js';
import { ReadyCard } from '../shell/ReadyCard.js';
import { Shell } from '../shell/Shell.js';
import { StatusControl } from '../shell/StatusControl.js';
import { AMY, BREAKS, CALLBACKS, QUEUES, RECORDS, reach, seat } from './samples.js';

const nothing = (): void => undefined;
const later = async (): Promise<undefined> => undefined;

interface DeskWish {
  readonly seat?: SeatView;
  readonly reach?: ReachView;
  readonly connection?: Parameters<typeof Shell>[0]['connection'];
  readonly isNew?: boolean;
  readonly hasFailed?: boolean;
  readonly notice?: ReactNode;
  readonly page?: ReactNode;
  readonly route?: Route;
}

/** The console around a page. */
export function shell(wish: DeskWish): ReactNode {
  const present = wish.seat ?? seat();
  const now = wish.reach ?? reach();
  return (
    <Shell
      user={AMY}
      route={wish.route ?? { page: 'desk' }}
      connection={wish.connection ?? READY}
      status={
        <StatusControl
          seat={present}
          breaks={BREAKS}
          isOff={wish.connection !== undefined}
          isProving={now.isProving}
          onChoose={later}
        />
      }
      banner={
        <>
          <ReachBanner
            seat={present}
            reach={now}
            hasFailed={wish.hasFailed ?? false}
            onSound={nothing}
            onProve={nothing}
          />
          {wish.notice}
        </>
      }
      onSignOut={nothing}
      onHelp={nothing}
    >
      {wish.page ?? desk(wish, present, now)}
    </Shell>
  );
}

function desk({ isNew = false }: DeskWish, present: SeatView, now: ReachView): ReactNode {
  const records = isNew ? [] : RECORDS;
  return (
    <DeskPage
      first={isNew && <FirstSteps seat={present} queue={QUEUES[0] ?? null} onAvailable={nothing} onDismiss={nothing} />}
      queues={<QueuesCard queues={isNew ? QUEUES.slice(2) : QUEUES} />}
      callbacks={<CallbacksCard callbacks={isNew ? [] : CALLBACKS} queues={QUEUES} problem={null} onDone={nothing} />}
      ready={<ReadyCard reach={now} notifications="default" onProve={nothing} onNotify={nothing} />}
      today={<TodayCard today={todayOf(records, isNew ? 0 : 14)} />}
      last={<LastCallsCard records={records} />}
    />
  );
}

function MissedNotice() {
  const { t } = useTranslation('console');
  return (
    <Notice tone="warning" isLive>
      {t('missed.onBreak')}
    </Notice>
  );
}

const UNCHECKED = reach({ checks: { sound: 'unknown', microphone: 'unknown', line: 'unknown', page: 'ok' } });
const DENIED = reach({
  checks: { sound: 'ok', microphone: 'failed', line: 'ok', page: 'ok' },
  problem: 'denied',
  unreachable: 'microphoneDead',
});
const SILENT = reach({
  checks: { sound: 'failed', microphone: 'ok', line: 'ok', page: 'ok' },
  unreachable: 'soundBlocked',
});
const OFF: Partial<SeatView> = { status: 'offline', wish: 'offline', calls: 0 };

/** The console between two calls. */
export const DESK_STATES: Readonly<Record<string, () => ReactNode>> = {
  desk: () => shell({}),
  'desk-new': () => shell({ seat: seat(OFF), reach: UNCHECKED, isNew: true }),
  'desk-new-available': () => shell({ seat: seat({ calls: 0 }), isNew: true }),
  'desk-proving': () => shell({ seat: seat(OFF), reach: { ...UNCHECKED, isProving: true } }),
  'desk-not-proved': () => shell({ seat: seat(OFF), reach: DENIED, hasFailed: true }),
  'desk-mended': () => shell({ seat: seat(OFF), hasFailed: true }),
  'desk-unreachable': () => shell({ reach: SILENT }),
  'desk-break': () => shell({ seat: seat({ status: 'break', wish: 'break', reason: 'Lunch' }) }),
  'desk-missed': () =>
    shell({ seat: seat({ status: 'break', wish: 'break', reason: 'missed' }), notice: <MissedNotice /> }),
  'desk-refused': () => shell({ notice: <RefusalNotice of="status" why="tooMany" onDismiss={nothing} /> }),
  'desk-reconnecting': () => shell({ connection: { state: 'reconnecting', since: NOW, reason: 'network' } }),
  'desk-link': () => (
    <>
      {shell({})}
      <QueueLinkDialog queueId="support" name="Support" onClose={nothing} />
    </>
  ),
  'desk-keys': () => (
    <>
      {shell({})}
      <KeysHelp onClose={nothing} />
    </>
  ),
};
