import { type DeskTargets, QUEUE_PREFIX } from '@frontdesk/protocol';
import { Avatar, Notice } from '@frontdesk/ui';
import { Button, TextInput } from '@mantine/core';
import { ListTree, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../parts/Card.js';
import { Dialog } from '../parts/Dialog.js';
import { StatusMark } from '../parts/StatusMark.js';
import css from './TargetsDialog.module.css';

/** What is done with whom one has chosen. */
export type Bringing = 'join' | 'aside' | 'transfer';

export interface TargetsDialogProps {
  /** `transfer`: people, first asked or at once, and queues. `add`: people, who come into the call. */
  readonly purpose: 'transfer' | 'add';
  readonly customer: string;
  /** Null while they are asked for, `failed` if they can't be had. */
  readonly targets: DeskTargets | 'failed' | null;
  readonly onBring: (to: { readonly userId: string; readonly name: string }, as: Bringing) => void;
  readonly onClose: () => void;
}

/** Whom to hand the customer to, or to bring in. */
export function TargetsDialog({ purpose, customer, targets, onBring, onClose }: TargetsDialogProps) {
  const { t } = useTranslation('console');
  const [query, setQuery] = useState('');
  const isWanted = (name: string): boolean => name.toLowerCase().includes(query.trim().toLowerCase());
  const known = targets !== null && targets !== 'failed' ? targets : { agents: [], queues: [] };
  const agents = known.agents.filter(({ name }) => isWanted(name));
  const queues = purpose === 'transfer' ? known.queues.filter(({ name }) => isWanted(name)) : [];
  return (
    <Dialog title={t(`targets.${purpose}`)} onClose={onClose}>
      <p className={css.text}>{t(`targets.${purpose}Text`, { name: customer })}</p>
      <TextInput
        aria-label={t('targets.search')}
        placeholder={t('targets.search')}
        type="search"
        leftSection={<Search size={18} aria-hidden="true" />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      {targets === 'failed' && <Notice tone="warning">{t('targets.failed')}</Notice>}
      <h3 className={css.title}>{t('targets.people')}</h3>
      {agents.length === 0 && targets !== null && <Empty>{t('targets.nobody')}</Empty>}
      <ul className={css.list}>
        {agents.map((agent) => (
          <Person key={agent.userId} agent={agent} purpose={purpose} onBring={onBring} />
        ))}
      </ul>
      {queues.length > 0 && <h3 className={css.title}>{t('targets.queues')}</h3>}
      <ul className={css.list}>
        {queues.map((queue) => (
          <li key={queue.queueId} className={css.row}>
            <span className={css.sign}>
              <ListTree size={19} aria-hidden="true" />
            </span>
            <span className={css.who}>
              <span className={css.name} dir="auto">
                {queue.name}
              </span>
              <span className={css.detail}>
                {queue.isOpen
                  ? t('targets.line', { waiting: queue.waiting, count: queue.agents })
                  : t('targets.closed')}
              </span>
            </span>
            <Button
              size="compact-md"
              variant="default"
              disabled={!queue.isOpen}
              aria-label={t('targets.handOverTo', { name: queue.name })}
              onClick={() => onBring({ userId: QUEUE_PREFIX + queue.queueId, name: queue.name }, 'transfer')}
            >
              {t('targets.handOver')}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

interface PersonProps extends Pick<TargetsDialogProps, 'purpose' | 'onBring'> {
  readonly agent: DeskTargets['agents'][number];
}

function Person({ agent, purpose, onBring }: PersonProps) {
  const { t } = useTranslation('console');
  const { name, status, isReachable } = agent;
  const isFree = isReachable && status !== 'inCall' && status !== 'ringing';
  return (
    <li className={css.row}>
      <Avatar userId={agent.userId} name={name} />
      <span className={css.who}>
        <span className={css.name} dir="auto">
          {name}
        </span>
        {isReachable || status === 'offline' ? (
          <StatusMark status={status} />
        ) : (
          <span className={css.detail}>{t('targets.unreachable')}</span>
        )}
      </span>
      <span className={css.deeds}>
        {purpose === 'add' ? (
          <Button
            size="compact-md"
            disabled={!isFree}
            aria-label={t('targets.addName', { name })}
            onClick={() => onBring(agent, 'join')}
          >
            {t('targets.addOne')}
          </Button>
        ) : (
          <>
            <Button
              size="compact-md"
              disabled={!isFree}
              aria-label={t('targets.askName', { name })}
              onClick={() => onBring(agent, 'aside')}
            >
              {t('targets.ask')}
            </Button>
            <Button
              size="compact-md"
              variant="default"
              disabled={!isFree}
              aria-label={t('targets.handOverTo', { name })}
              onClick={() => onBring(agent, 'transfer')}
            >
              {t('targets.handOver')}
            </Button>
          </>
        )}
      </span>
    </li>
  );
}
