import type { CallView, ConnectionView } from '@frontdesk/client';
import type { DeskTargets, User } from '@frontdesk/protocol';
import { type DeskExtras, LiveCall } from '@frontdesk/stage/live';
import { type BarControl, IconButton, useNarrow, useStore } from '@frontdesk/ui';
import { ArrowRightLeft, IdCard, Pause, Play, UserRoundPlus, X } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Parts } from '../makeParts.js';
import css from './CallDesk.module.css';
import { CustomerPanel } from './CustomerPanel.js';
import { SideBar } from './SideBar.js';
import { type Bringing, TargetsDialog } from './TargetsDialog.js';

/** Up to here the card has no room beside the call. */
const TIGHT = '(max-width: 61.99rem)';

/** How often it is asked anew who is free, while somebody chooses, in ms. */
const TARGETS_MS = 3_000;

interface CallDeskProps {
  readonly parts: Parts;
  readonly user: User;
  readonly view: Exclude<CallView, { state: 'idle' | 'incoming' | 'ended' }>;
  readonly connection: ConnectionView;
}

/** A call, with the customer's card beside it and what an agent can do besides. */
export function CallDesk({ parts, user, view, connection }: CallDeskProps) {
  const { calls, tools } = parts;
  const isWide = !useNarrow(TIGHT);
  const [isOpen, setOpen] = useState(false);
  const [purpose, setPurpose] = useState<'transfer' | 'add' | null>(null);
  const isPanelShown = isWide || isOpen;
  const desk = useExtras(parts, {
    isStarted: view.state === 'started',
    panel: isWide ? null : { isOpen, toggle: () => setOpen(!isOpen) },
    onTransfer: () => setPurpose('transfer'),
    onAdd: () => setPurpose('add'),
    onNotes: () => {
      setOpen(true);
      focusNotes();
    },
  });
  const live = <LiveCall user={user} calls={calls} tools={tools} connection={connection} view={view} desk={desk} />;
  return (
    <CallFrame
      bar={<Side parts={parts} view={view} />}
      panel={isPanelShown && <Customer parts={parts} view={view} />}
      onClosePanel={isWide ? undefined : () => setOpen(false)}
    >
      {live}
      {purpose && view.state === 'started' && (
        <Targets parts={parts} customer={view.other.name} purpose={purpose} onClose={() => setPurpose(null)} />
      )}
    </CallFrame>
  );
}

interface CallFrameProps {
  /** Above the call: a colleague whom one asks. */
  readonly bar: ReactNode;
  readonly panel: ReactNode;
  /** Where the panel stands over the call. */
  readonly onClosePanel?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** The call, the strip above it and the card beside it. */
export function CallFrame({ bar, panel, onClosePanel, children }: CallFrameProps) {
  const { t } = useTranslation('console');
  const { t: shared } = useTranslation();
  return (
    <div className={css.desk} data-panel={Boolean(panel)}>
      <div className={css.bar}>{bar}</div>
      <div className={css.stage}>{children}</div>
      {panel && (
        <aside className={css.panel} aria-label={t('card.region')}>
          {onClosePanel && (
            <div className={css.close}>
              <IconButton
                label={shared('call.close')}
                icon={<X size={20} aria-hidden="true" />}
                onClick={onClosePanel}
              />
            </div>
          )}
          {panel}
        </aside>
      )}
    </div>
  );
}

interface ControlsFor {
  readonly isStarted: boolean;
  /** Null where the card stands beside the call anyway. */
  readonly panel: { readonly isOpen: boolean; readonly toggle: () => void } | null;
  readonly onTransfer: () => void;
  readonly onAdd: () => void;
  readonly onNotes: () => void;
}

/** The notes may only be drawn after this. */
function focusNotes(): void {
  requestAnimationFrame(() => document.getElementById('desk-notes')?.focus());
}

/** What an agent adds to the bar of a call, and the keys of it. */
function useExtras({ calls }: Parts, { isStarted, panel, onTransfer, onAdd, onNotes }: ControlsFor): DeskExtras {
  const { t } = useTranslation('console');
  const hold = useStore(calls.hold);
  const side = useStore(calls.side);
  // A colleague has no customer to hold or to hand over; one side call at a time.
  const mayBring = isStarted && (side === null || side.state === 'ended');
  const holding: BarControl = {
    id: 'hold',
    label: hold.own ? t('call.resume') : t('call.hold'),
    icon: hold.own ? <Play size={22} /> : <Pause size={22} />,
    isOn: hold.own,
    onClick: () => calls.setHold(!hold.own),
  };
  const bringing: readonly BarControl[] = [
    { id: 'transfer', label: t('call.transfer'), icon: <ArrowRightLeft size={22} />, onClick: onTransfer },
    {
      id: 'addPerson',
      label: t('call.addPerson'),
      caption: t('call.addPersonShort'),
      icon: <UserRoundPlus size={22} />,
      onClick: onAdd,
    },
  ];
  const card: BarControl = {
    id: 'customer',
    label: t('call.customer'),
    icon: <IdCard size={22} />,
    isExpanded: panel?.isOpen ?? false,
    onClick: panel?.toggle ?? (() => undefined),
  };
  return {
    controls: [...(isStarted ? [holding] : []), ...(mayBring ? bringing : []), ...(panel ? [card] : [])],
    runs: {
      hold: isStarted ? holding.onClick : undefined,
      transfer: mayBring ? onTransfer : undefined,
      addPerson: mayBring ? onAdd : undefined,
      notes: onNotes,
    },
  };
}

function Customer({ parts, view }: Pick<CallDeskProps, 'parts' | 'view'>) {
  const { calls, desk } = parts;
  const cards = useStore(desk.cards.view);
  const notes = useStore(desk.notes.view);
  const { isOpen } = useStore(calls.chat.view);
  const other = view.state === 'dialing' ? { userId: view.to, name: view.name ?? view.to } : view.other;
  return (
    <CustomerPanel
      other={other}
      view={cards}
      notes={notes}
      onWrite={desk.notes.write}
      onAgain={desk.cards.refresh}
      onText={isOpen ? (text) => calls.chat.send(text) : undefined}
    />
  );
}

function Side({ parts: { calls }, view }: Pick<CallDeskProps, 'parts' | 'view'>) {
  const side = useStore(calls.side);
  if (!side || view.state !== 'started') return null;
  return (
    <SideBar
      side={side}
      customer={view.other.name}
      onComplete={() => void calls.handOver()}
      onTogether={() => void calls.join()}
      onBack={calls.endSide}
    />
  );
}

interface TargetsProps {
  readonly parts: Parts;
  readonly customer: string;
  readonly purpose: 'transfer' | 'add';
  readonly onClose: () => void;
}

function Targets({ parts: { calls, desk }, customer, purpose, onClose }: TargetsProps) {
  const [targets, setTargets] = useState<DeskTargets | 'failed' | null>(null);
  useEffect(() => {
    let isOver = false;
    const ask = async (): Promise<void> => {
      const answer = await desk.targets();
      // What was had once is better than nothing.
      if (!isOver) setTargets((before) => (answer.ok ? answer.value : (before ?? 'failed')));
    };
    void ask();
    const timer = setInterval(() => void ask(), TARGETS_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [desk]);
  const bring = (to: { readonly userId: string; readonly name: string }, as: Bringing): void => {
    void calls.bring(to.userId, { as, name: to.name });
    onClose();
  };
  return <TargetsDialog purpose={purpose} customer={customer} targets={targets} onBring={bring} onClose={onClose} />;
}
