import { QrCode } from '@frontdesk/stage/code';
import { useTranslation } from 'react-i18next';
import { CopyLink } from '../parts/CopyLink.js';
import { Dialog } from '../parts/Dialog.js';
import css from './QueueLink.module.css';

/** The address of a queue's page for customers. */
function queueAddress(queueId: string): string {
  return new URL(`/q/${queueId}`, location.origin).href;
}

/** Where customers come from: the page's address, to copy, to open, to print. */
export function QueueLink({ queueId, name }: { readonly queueId: string; readonly name: string }) {
  const { t } = useTranslation('console');
  const url = queueAddress(queueId);
  return (
    <div className={css.link}>
      <div className={css.words}>
        <CopyLink url={url} label={t('queues.copyLink', { name })} />
        <a className={css.open} href={url} target="_blank" rel="noreferrer">
          {t('queues.open')}
        </a>
      </div>
      <div className={css.code}>
        <QrCode text={url} label={t('queues.qr', { name })} />
      </div>
    </div>
  );
}

export function QueueLinkDialog(props: {
  readonly queueId: string;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('console');
  return (
    <Dialog title={t('queues.linkTitle', { name: props.name })} onClose={props.onClose}>
      <p className={css.text}>{t('queues.linkText')}</p>
      <QueueLink queueId={props.queueId} name={props.name} />
    </Dialog>
  );
}
