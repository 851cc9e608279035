import type { ScreenView } from '@frontdesk/client';
import { Notice, VideoTile } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import css from './SharingBar.module.css';

interface SharingBarProps {
  readonly screen: ScreenView;
  readonly onStop: () => void;
}

/** That one shares one's screen, and what of it: small, since at full it would show itself in itself. */
export function SharingBar({ screen, onStop }: SharingBarProps) {
  const { t } = useTranslation();
  if (screen.state !== 'on') return null;
  return (
    <div className={css.bar}>
      <div className={css.thumb}>
        <VideoTile stream={screen.stream} label={t('stage.ownScreen')} isShown isWhole isSilent />
      </div>
      <p className={css.words}>{t('stage.youShare')}</p>
      <button type="button" className={css.stop} onClick={onStop}>
        {t('stage.stopScreen')}
      </button>
    </div>
  );
}

/** Why one's screen could not be shared, and what to do. */
export function ScreenNotice({ screen, onDismiss }: { readonly screen: ScreenView; readonly onDismiss: () => void }) {
  const { t } = useTranslation();
  const { problem } = screen;
  if (problem === null) return null;
  return (
    <Notice
      tone="warning"
      title={t(`stage.screenProblem.${problem}.title`)}
      dismiss={{ label: t('problem.dismiss'), onClick: onDismiss }}
    >
      {t(`stage.screenProblem.${problem}.text`)}
    </Notice>
  );
}
