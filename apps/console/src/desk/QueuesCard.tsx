import type { QueueLine } from '@frontdesk/protocol';
import { clockTime, IconButton, useNow } from '@frontdesk/ui';
import { QrCode as QrSign } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card, Empty } from '../parts/Card.js';
import { Table } from '../parts/Table.js';
import { QueueLinkDialog } from './QueueLink.js';
import css from './QueuesCard.module.css';

/** A wait longer than this, in ms, stands out. */
const LONG_WAIT_MS = 120_000;

/** The queues that this agent serves, with who waits. */
export function QueuesCard({ queues }: { readonly queues: readonly QueueLine[] }) {
  const { t } = useTranslation('console');
  const [shown, setShown] = useState<QueueLine | null>(null);
  return (
    <Card title={t('queues.title')}>
      {queues.length === 0 ? (
        <Empty>{t('queues.none')}</Empty>
      ) : (
        <Table
          label={t('queues.title')}
          heads={[t('queues.queue'), t('queues.waiting'), t('queues.longest'), t('queues.agents'), '']}
        >
          {queues.map((queue) => (
            <Row key={queue.queueId} queue={queue} onLink={() => setShown(queue)} />
          ))}
        </Table>
      )}
      {shown && <QueueLinkDialog queueId={shown.queueId} name={shown.name} onClose={() => setShown(null)} />}
    </Card>
  );
}

function Row({ queue, onLink }: { readonly queue: QueueLine; readonly onLink: () => void }) {
  const { t } = useTranslation('console');
  const now = useNow();
  const waitedMs = queue.since === null ? null : now - queue.since;
  return (
    <tr>
      <th scope="row" dir="auto">
        {queue.name}
      </th>
      <td>
        <span className={css.count} data-some={queue.waiting > 0}>
          {queue.waiting}
        </span>
      </td>
      <td className={css.wait} data-long={waitedMs !== null && waitedMs > LONG_WAIT_MS}>
        {waitedMs === null ? '–' : clockTime(waitedMs)}
      </td>
      <td>{queue.agents}</td>
      <td className={css.act}>
        <IconButton
          label={t('queues.link', { name: queue.name })}
          icon={<QrSign size={19} aria-hidden="true" />}
          onClick={onLink}
        />
      </td>
    </tr>
  );
}
