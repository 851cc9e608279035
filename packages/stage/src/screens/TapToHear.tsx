import { unlockAudio } from '@frontdesk/ui';
import { Volume2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import css from './stageWords.module.css';

/** Shown while the browser refuses to ring; any gesture helps, this one says so (P2). */
export function TapToHear() {
  const { t } = useTranslation();
  return (
    <button type="button" className={css.tap} onClick={unlockAudio}>
      <Volume2 size={18} aria-hidden="true" />
      {t('sound.tapToHear')}
    </button>
  );
}
