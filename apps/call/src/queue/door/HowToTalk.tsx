import { Phone, Video } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import css from './HowToTalk.module.css';

interface HowToTalkProps {
  readonly video: boolean;
  readonly onChange: (video: boolean) => void;
}

/** With picture or by voice only. */
export function HowToTalk({ video, onChange }: HowToTalkProps) {
  const { t } = useTranslation('queue');
  const id = useId();
  const choice = (isVideo: boolean, label: string, hint: string, sign: ReactNode) => (
    <label className={css.choice} data-chosen={video === isVideo}>
      <input
        type="radio"
        className={css.radio}
        name={id}
        checked={video === isVideo}
        aria-label={label}
        onChange={() => onChange(isVideo)}
      />
      {sign}
      <span className={css.words}>
        <span className={css.label}>{label}</span>
        <span className={css.hint}>{hint}</span>
      </span>
    </label>
  );
  return (
    <div role="radiogroup" aria-labelledby={`${id}-title`} className={css.how}>
      <p id={`${id}-title`} className={css.title}>
        {t('form.how')}
      </p>
      <div className={css.choices}>
        {choice(true, t('form.video'), t('form.videoHint'), <Video size={20} aria-hidden="true" />)}
        {choice(false, t('form.voice'), t('form.voiceHint'), <Phone size={19} aria-hidden="true" />)}
      </div>
    </div>
  );
}
