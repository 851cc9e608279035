import { RINGTONE, useRingtone } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { Volume2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckRow } from './CheckRow.js';
import css from './CheckScreen.module.css';

/** The sound of a call that comes in, on the chosen speaker; only the person knows whether it was heard. */
export function SpeakerRow() {
  const { t } = useTranslation();
  const [isPlaying, setPlaying] = useState(false);
  const [answer, setAnswer] = useState<'none' | 'asked' | 'yes' | 'no'>('none');
  useRingtone(isPlaying ? RINGTONE : null);
  const say = (heard: 'yes' | 'no'): void => {
    setPlaying(false);
    setAnswer(heard);
  };
  const state = answer === 'yes' ? 'ok' : answer === 'no' ? 'failed' : 'skipped';
  return (
    <CheckRow label={t('check.speaker')} state={state}>
      {answer === 'yes' && <p>{t('check.speakerOk')}</p>}
      {answer === 'no' && <p>{t('check.speakerNo')}</p>}
      <Button
        variant="default"
        leftSection={<Volume2 size={18} aria-hidden="true" />}
        onClick={() => {
          setPlaying(!isPlaying);
          if (!isPlaying) setAnswer('asked');
        }}
      >
        {t(isPlaying ? 'check.toneStop' : 'check.tone')}
      </Button>
      {answer === 'asked' && (
        <div className={css.question}>
          <p>{t('check.question')}</p>
          <Button variant="default" onClick={() => say('yes')}>
            {t('check.yes')}
          </Button>
          <Button variant="default" onClick={() => say('no')}>
            {t('check.no')}
          </Button>
        </div>
      )}
    </CheckRow>
  );
}
