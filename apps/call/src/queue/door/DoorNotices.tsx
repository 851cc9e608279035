import { CopyButton, Notice } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import css from './DoorNotices.module.css';

/** Why somebody is back at the door. */
export type DoorNotice = 'left' | 'form' | 'closed' | 'full' | 'nobody' | 'placeGone' | 'failed';

export interface OtherLine {
  readonly name: string;
  readonly url: string;
}

interface DoorNoticesProps {
  readonly notice: DoorNotice | null;
  readonly onNoticeRead: () => void;
  readonly isStale: boolean;
  readonly isInApp: boolean;
  readonly other: OtherLine | null;
  readonly url: string;
}

/** What one should know before anything else. */
export function DoorNotices({ notice, onNoticeRead, isStale, isInApp, other, url }: DoorNoticesProps) {
  const { t } = useTranslation('queue');
  return (
    <>
      {isInApp && (
        <Notice
          tone="warning"
          title={t('door.inApp.title')}
          action={<CopyButton text={url} words={{ copy: t('door.inApp.copy'), copied: t('after.copied') }} />}
        >
          {t('door.inApp.text')}
        </Notice>
      )}
      {other && (
        <Notice
          tone="info"
          title={t('door.other.title', { name: other.name })}
          action={
            <a className={css.link} href={other.url}>
              {t('door.other.back')}
            </a>
          }
        >
          {t('door.other.text')}
        </Notice>
      )}
      {isStale && (
        <Notice tone="warning" isLive>
          {t('door.unreachable')}
        </Notice>
      )}
      {notice && (
        <Notice
          tone={notice === 'left' ? 'info' : 'warning'}
          isLive
          dismiss={{ label: t('door.noticeDismiss'), onClick: onNoticeRead }}
        >
          {t(`door.notice.${notice}`)}
        </Notice>
      )}
    </>
  );
}
