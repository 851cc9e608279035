import type { CardView, SideCallView } from '@frontdesk/client';
import type { User } from '@frontdesk/protocol';
import { InCallScreen } from '@frontdesk/stage/parts';
import { Clicked, media, NOW, party, READY, screen, snapshot, started } from '@frontdesk/stage/samples';
import type { BarControl } from '@frontdesk/ui';
import { ArrowRightLeft, IdCard, Pause, UserRoundPlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CallFrame } from '../call/CallDesk.js';
import { CustomerPanel } from '../call/CustomerPanel.js';
import { SideBar } from '../call/SideBar.js';
import { TargetsDialog } from '../call/TargetsDialog.js';
import { IncomingCall } from '../incoming/IncomingCall.js';
import type { Refusal } from '../parts/refusal.js';
import { WrapUp } from '../wrapUp/WrapUp.js';
import { shell } from './deskStates.js';
import { AMY, CARD_VIEW, CUSTOMER, card, NOTES, seat, TARGETS } from './samples.js';

const nothing = (): void => undefined;
const BEA: User = { userId: 'staff-1', name: 'Bea Novak', role: 'agent' };

function incoming(fields: Partial<Parameters<typeof IncomingCall>[0]> = {}): ReactNode {
  const call = snapshot(CUSTOMER, AMY, { ringingAt: NOW - 6_000, expiresAt: NOW + 14_000 });
  return (
    <>
      {shell({ seat: seat({ status: 'ringing', since: NOW - 6_000 }) })}
      <IncomingCall
        view={{ state: 'incoming', call, other: party(CUSTOMER), reachable: true, answering: false }}
        card={card()}
        offsetMs={0}
        onAccept={nothing}
        onDecline={nothing}
        {...fields}
      />
    </>
  );
}

/** What an agent adds to the bar. */
function useSampleControls(): readonly BarControl[] {
  const { t } = useTranslation('console');
  const control = (id: string, label: string, icon: ReactNode, caption = label): BarControl => ({
    id,
    label,
    icon,
    caption,
    onClick: nothing,
  });
  return [
    control('hold', t('call.hold'), <Pause size={22} />),
    control('transfer', t('call.transfer'), <ArrowRightLeft size={22} />),
    control('addPerson', t('call.addPerson'), <UserRoundPlus size={22} />, t('call.addPersonShort')),
    ...(matchMedia('(max-width: 61.99rem)').matches
      ? [control('customer', t('call.customer'), <IdCard size={22} />)]
      : []),
  ];
}

function Call({
  side = null,
  isPanelOver = false,
  view = CARD_VIEW,
  children,
}: {
  readonly side?: SideCallView;
  readonly isPanelOver?: boolean;
  readonly view?: CardView;
  readonly children?: ReactNode;
}) {
  const isWide = !matchMedia('(max-width: 61.99rem)').matches;
  const panel = (
    <CustomerPanel other={CUSTOMER} view={view} notes={NOTES} onWrite={nothing} onText={nothing} onAgain={nothing} />
  );
  return (
    <CallFrame
      bar={
        side && (
          <SideBar side={side} customer={CUSTOMER.name} onComplete={nothing} onTogether={nothing} onBack={nothing} />
        )
      }
      panel={(isWide || isPanelOver) && panel}
      onClosePanel={isWide ? undefined : nothing}
    >
      <InCallScreen
        view={started(CUSTOMER, { side: 'callee' })}
        media={media()}
        connection={READY}
        screen={screen('off')}
        controls={useSampleControls()}
        panels={{ chat: <p>…</p> }}
        onMuted={nothing}
        onVideo={nothing}
        onScreen={nothing}
        onScreenProblemRead={nothing}
        onHangUp={nothing}
      />
      {children}
    </CallFrame>
  );
}

const UNKNOWN: CardView = { callId: 'c1', card: card({ earlier: [], isEarlierKnown: false }) };
const APART: SideCallView = {
  state: 'started',
  as: 'aside',
  call: snapshot(AMY, BEA, { callId: 'g1', state: 'started' }),
  other: party(BEA),
  reachable: true,
  since: NOW - 20_000,
  media: null,
};
const FAILED: SideCallView = {
  state: 'ended',
  as: 'transfer',
  other: BEA,
  code: 100105,
  endedBy: 'server',
  text: '',
  wasStarted: false,
};

function targets(purpose: 'transfer' | 'add'): ReactNode {
  return (
    <Call>
      <TargetsDialog purpose={purpose} customer={CUSTOMER.name} targets={TARGETS} onBring={nothing} onClose={nothing} />
    </Call>
  );
}

function wrapUp(refusal: Refusal | null = null): ReactNode {
  const present = seat({ status: 'wrapUp', since: NOW - 22_000, callId: 'c1', until: NOW + 38_000 });
  return shell({
    seat: present,
    page: (
      <WrapUp
        seat={present}
        card={card()}
        notes={NOTES}
        talkedMs={312_000}
        ending={null}
        disposition={null}
        onDisposition={nothing}
        onWrite={nothing}
        onDone={async () => refusal}
      />
    ),
  });
}

/** A call, from its ring to its wrap-up. */
export const CALL_STATES: Readonly<Record<string, () => ReactNode>> = {
  incoming: () => incoming(),
  'incoming-bare': () => incoming({ card: card({ form: [], earlier: [] }) }),
  'incoming-colleague': () => incoming({ card: card({ from: { name: 'Bea Novak', as: 'aside' } }) }),
  call: () => <Call />,
  'call-customer': () => <Call isPanelOver />,
  'call-unknown': () => <Call isPanelOver view={UNKNOWN} />,
  'call-apart': () => <Call side={APART} />,
  'call-failed': () => <Call side={FAILED} />,
  'call-transfer': () => targets('transfer'),
  'call-add': () => targets('add'),
  'wrap-up': () => wrapUp(),
  'wrap-up-refused': () => <Clicked signs={['[aria-keyshortcuts]']}>{wrapUp('noAnswer')}</Clicked>,
};
