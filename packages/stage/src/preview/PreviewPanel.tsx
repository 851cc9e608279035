import type { DevicesView } from '@frontdesk/client';
import { DevicePicker, LevelBar, ProblemNotice, VideoTile } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { VideoOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CHECK_LINK } from '../check/useCheckLink.js';
import type { CallPort, Tools } from '../ports.js';
import css from './PreviewPanel.module.css';
import { usePreview } from './usePreview.js';

interface PreviewPanelProps {
  readonly devices: DevicesView;
  readonly port: Pick<CallPort, 'openPreview' | 'chooseCamera' | 'chooseMicrophone' | 'chooseSpeaker'>;
  readonly meter: Tools['meter'];
  readonly onClose: () => void;
}

/** Oneself before a call: picture, sound, and which camera and microphone. */
export function PreviewPanel({ devices, port, meter, onClose }: PreviewPanelProps) {
  const { t } = useTranslation();
  const { preview, level, reopen } = usePreview(port.openPreview, meter);
  const hasPicture = (preview?.stream.getVideoTracks().length ?? 0) > 0;
  return (
    <div className={css.panel}>
      <div className={css.tile}>
        <VideoTile stream={preview?.stream ?? null} label={t('preview.video')} isOwn isShown={hasPicture} />
        {!hasPicture && (
          <p className={css.blank}>
            <VideoOff size={22} aria-hidden="true" />
            {preview ? t('preview.noCamera') : t('preview.opening')}
          </p>
        )}
      </div>
      {level && (
        <div className={css.level}>
          <LevelBar level={level} label={t('preview.level')} />
          <p className={css.hint}>{t('preview.levelHint')}</p>
        </div>
      )}
      {preview?.problems.video && (
        <ProblemNotice kind="video" problem={preview.problems.video} onRetry={reopen} checkLink={CHECK_LINK} />
      )}
      {preview?.problems.audio && (
        <ProblemNotice kind="audio" problem={preview.problems.audio} onRetry={reopen} checkLink={CHECK_LINK} />
      )}
      <DevicePicker
        devices={devices}
        onCamera={(deviceId) => {
          void Promise.resolve(port.chooseCamera(deviceId)).then(reopen);
        }}
        onMicrophone={(deviceId) => {
          void Promise.resolve(port.chooseMicrophone(deviceId)).then(reopen);
        }}
        onSpeaker={(deviceId) => port.chooseSpeaker(deviceId)}
      />
      <Button variant="default" onClick={onClose}>
        {t('preview.close')}
      </Button>
    </div>
  );
}
