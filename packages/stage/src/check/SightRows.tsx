import type { DevicesView, Store } from '@frontdesk/client';
import { DevicePicker, LevelBar, ProblemNotice, VideoTile } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import type { Tools } from '../ports.js';
import { usePreview } from '../preview/usePreview.js';
import { CheckRow } from './CheckRow.js';
import css from './CheckScreen.module.css';
import type { CheckPort } from './checkPort.js';
import { Recorder } from './Recorder.js';
import { SpeakerRow } from './SpeakerRow.js';
import { useHeard } from './useHeard.js';

interface SightRowsProps {
  readonly port: CheckPort;
  readonly devices: DevicesView;
  readonly meter: Tools['meter'];
}

/** Camera, microphone and speaker, tried for real. */
export function SightRows({ port, devices, meter }: SightRowsProps) {
  const { t } = useTranslation();
  const { preview, level, reopen } = usePreview(port.openPreview, meter);
  const change = (choosing: unknown): void => void Promise.resolve(choosing).then(reopen);
  const [camera] = preview?.stream.getVideoTracks() ?? [];
  const settings = camera?.getSettings();
  const problems = preview?.problems;
  const cameraState = camera ? 'ok' : problems ? 'failed' : 'running';
  return (
    <>
      <ul className={css.rows}>
        <CheckRow
          label={t('check.camera')}
          state={cameraState}
          value={
            camera && t('check.cameraOk', { label: camera.label, width: settings?.width, height: settings?.height })
          }
        >
          {camera && (
            <div className={css.tile}>
              <VideoTile stream={preview?.stream ?? null} label={t('preview.video')} isOwn isShown />
            </div>
          )}
          {problems?.video && <ProblemNotice kind="video" problem={problems.video} onRetry={reopen} />}
        </CheckRow>
        {level && preview ? (
          <Microphone level={level} stream={preview.stream} />
        ) : (
          <CheckRow label={t('check.microphone')} state={problems?.audio ? 'failed' : 'running'}>
            {problems?.audio && <ProblemNotice kind="audio" problem={problems.audio} onRetry={reopen} />}
          </CheckRow>
        )}
        <SpeakerRow />
      </ul>
      <DevicePicker
        devices={devices}
        onCamera={(deviceId) => change(port.chooseCamera(deviceId))}
        onMicrophone={(deviceId) => change(port.chooseMicrophone(deviceId))}
        onSpeaker={(deviceId) => port.chooseSpeaker(deviceId)}
      />
    </>
  );
}

function Microphone({ level, stream }: { readonly level: Store<number>; readonly stream: MediaStream }) {
  const { t } = useTranslation();
  const isHeard = useHeard(level);
  return (
    <CheckRow
      label={t('check.microphone')}
      state={isHeard ? 'ok' : 'running'}
      value={stream.getAudioTracks()[0]?.label}
    >
      <div className={css.level}>
        <LevelBar level={level} label={t('preview.level')} />
      </div>
      <p role="status">{t(isHeard ? 'check.heard' : 'check.speak')}</p>
      <Recorder stream={stream} />
    </CheckRow>
  );
}
