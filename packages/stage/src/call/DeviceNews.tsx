import type { DeviceNotice, DeviceNotices } from '@frontdesk/client';
import { useStore } from '@frontdesk/ui';
import { Headphones } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CloseNews } from './CloseNews.js';
import css from './DeviceNews.module.css';

/** What became of a device that was plugged in or pulled out, with the one thing to do about it (P14, P15). */
export function DeviceNews({ notices }: { readonly notices: DeviceNotices }) {
  const { t } = useTranslation();
  const notice = useStore(notices.view);
  if (!notice) return null;
  const label = notice.label || t(`deviceNews.unnamed.${notice.kind}`);
  const action = notice.canAct ? actionOf(notice) : null;
  return (
    <p className={css.news}>
      <Headphones size={17} aria-hidden="true" />
      <span>{t(wordsOf(notice), { label, now: notice.now })}</span>
      {action && (
        <button type="button" className={css.act} onClick={notices.act}>
          {t(action)}
        </button>
      )}
      <CloseNews onClick={notices.dismiss} />
    </p>
  );
}

function wordsOf({ type, kind, now }: DeviceNotice) {
  if (type === 'lost') return now === null ? 'deviceNews.lost' : 'deviceNews.lostNow';
  if (type === 'interrupted') return kind === 'video' ? 'deviceNews.interruptedVideo' : 'deviceNews.interruptedAudio';
  return `deviceNews.${type}` as const;
}

function actionOf({ type, kind }: DeviceNotice) {
  switch (type) {
    case 'returned':
      return 'deviceNews.undo';
    case 'plugged':
      return 'deviceNews.use';
    case 'interrupted':
      return kind === 'video' ? 'deviceNews.restoreVideo' : 'deviceNews.restoreAudio';
    case 'lost':
    case 'default_changed':
      return null;
  }
}
