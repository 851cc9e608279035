import type { CheckState, ReachView } from '@frontdesk/client';
import { REACH_CHECKS } from '@frontdesk/client';
import { type NotificationAnswer, ProblemNotice } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { BellRing, Check, CircleDashed, LoaderCircle, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Card } from '../parts/Card.js';
import css from './ReadyCard.module.css';

interface ReadyCardProps {
  readonly reach: ReachView;
  readonly notifications: NotificationAnswer;
  readonly onProve: () => void;
  readonly onNotify: () => void;
}

/** Whether a call would be noticed and the agent be heard, thing by thing, with what to do where it would not. */
export function ReadyCard({ reach, notifications, onProve, onNotify }: ReadyCardProps) {
  const { t } = useTranslation('console');
  const { checks, problem, isProving } = reach;
  return (
    <Card
      title={t('ready.title')}
      side={
        <Button size="compact-sm" variant="subtle" loading={isProving} onClick={onProve}>
          {t('ready.prove')}
        </Button>
      }
    >
      <ul className={css.list}>
        {REACH_CHECKS.map((check) => (
          <li key={check} className={css.row} data-state={checks[check]}>
            <Sign state={checks[check]} isProving={isProving} />
            <span className={css.words}>
              <span>{t(`ready.check.${check}`)}</span>
              {checks[check] === 'failed' && <span className={css.todo}>{t(`ready.todo.${check}`)}</span>}
            </span>
            <span className={css.state}>{t(`ready.state.${checks[check]}`)}</span>
          </li>
        ))}
        <li className={css.row} data-state="ok">
          <Sign state="ok" isProving={false} />
          <span className={css.words}>{t('ready.check.tab')}</span>
          <span className={css.state}>{t('ready.state.ok')}</span>
        </li>
      </ul>
      {problem !== null && problem !== 'silenced' && <ProblemNotice kind="audio" problem={problem} onRetry={onProve} />}
      {notifications === 'default' && (
        <div className={css.notify}>
          <p>{t('ready.notify')}</p>
          <Button
            size="compact-md"
            variant="default"
            leftSection={<BellRing size={17} aria-hidden="true" />}
            onClick={onNotify}
          >
            {t('ready.allowNotify')}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Sign({ state, isProving }: { readonly state: CheckState; readonly isProving: boolean }) {
  if (isProving) return <LoaderCircle size={18} className={css.turning} aria-hidden="true" />;
  if (state === 'ok') return <Check size={18} aria-hidden="true" />;
  return state === 'failed' ? <X size={18} aria-hidden="true" /> : <CircleDashed size={18} aria-hidden="true" />;
}
