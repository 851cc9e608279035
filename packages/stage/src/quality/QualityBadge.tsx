import type { MediaView, QualityView, Store } from '@frontdesk/client';
import { useStore } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import css from './QualityBadge.module.css';
import { useQualityWords } from './useQualityWords.js';

interface QualityBadgeProps {
  readonly quality: Store<QualityView>;
  readonly media: Store<MediaView>;
}

/** How good the line is, beside the name: three bars, and where it is not good the words for it. */
export function QualityBadge({ quality, media }: QualityBadgeProps) {
  const { t } = useTranslation();
  const view = useStore(quality);
  const { link } = useStore(media);
  const words = useQualityWords()(view);
  // While it is made anew, the screen says that, and nothing is measured.
  const isUp = link === 'connected' || link === 'unsteady';
  if (!isUp || view.samples.length === 0) return null;
  return (
    <span className={css.badge} role="img" aria-label={words} title={words} data-step={view.step}>
      <span className={css.bars} aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {view.step !== 'good' && (
        <span className={css.words} aria-hidden="true">
          {t(`quality.step.${view.step}`)}
        </span>
      )}
    </span>
  );
}
