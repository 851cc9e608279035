import type { DevicesView } from '@frontdesk/client';
import { DevicePicker, IconButton } from '@frontdesk/ui';
import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import css from './DevicesPanel.module.css';

interface DevicesPanelProps {
  readonly devices: DevicesView;
  readonly onCamera: (deviceId: string) => void;
  readonly onMicrophone: (deviceId: string) => void;
  readonly onClose: () => void;
}

/** Changes camera or microphone without leaving the call. Escape closes it, and the focus goes back. */
export function DevicesPanel({ devices, onCamera, onMicrophone, onClose }: DevicesPanelProps) {
  const { t } = useTranslation();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const first =
      panel.current?.querySelector<HTMLElement>('select:not(:disabled)') ?? panel.current?.querySelector('button');
    first?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  return (
    <div ref={panel} className={css.panel} role="dialog" aria-label={t('call.devices')} onKeyDown={onKeyDown}>
      <div className={css.head}>
        <h2 className={css.title}>{t('call.devices')}</h2>
        <IconButton label={t('call.close')} icon={<X size={20} aria-hidden="true" />} onClick={onClose} />
      </div>
      <DevicePicker devices={devices} onCamera={onCamera} onMicrophone={onMicrophone} />
    </div>
  );
}
