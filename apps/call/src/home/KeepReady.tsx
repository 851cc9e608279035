import { useStore } from '@frontdesk/ui';
import { Switch } from '@mantine/core';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Switch.layer.css';
import type { CallPort } from '@frontdesk/stage';
import { useTranslation } from 'react-i18next';

/** The choice to leave camera and microphone on between calls, so that an answer waits for neither. */
export function KeepReady({ warm }: Pick<CallPort, 'warm'>) {
  const { t } = useTranslation();
  const { isOn } = useStore(warm.view);
  return (
    <Switch
      checked={isOn}
      onChange={(event) => warm.set(event.currentTarget.checked)}
      label={t('preview.keepReady')}
      description={t('preview.keepReadyHint')}
    />
  );
}
