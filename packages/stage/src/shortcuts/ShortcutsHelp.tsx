import { IconButton } from '@frontdesk/ui';
import { Switch } from '@mantine/core';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Switch.layer.css';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import css from './ShortcutsHelp.module.css';
import { keyName, type ShortcutAction } from './shortcuts.js';

interface ShortcutsHelpProps {
  /** What can be done here, in the order to show. */
  readonly actions: readonly ShortcutAction[];
  readonly isOn: boolean;
  readonly onToggle: (isOn: boolean) => void;
  readonly onClose: () => void;
}

/** The keys of a call, and a switch that turns them off. The browser's own dialog, which full screen shows too. */
export function ShortcutsHelp({ actions, isOn, onToggle, onClose }: ShortcutsHelpProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className={css.dialog} aria-labelledby="shortcuts-title" onClose={onClose}>
      <div className={css.head}>
        <h2 id="shortcuts-title" className={css.title}>
          {t('shortcuts.title')}
        </h2>
        <IconButton
          label={t('call.close')}
          icon={<X size={20} aria-hidden="true" />}
          onClick={() => dialog.current?.close()}
        />
      </div>
      <Switch
        label={t('shortcuts.use')}
        description={t('shortcuts.useHint')}
        checked={isOn}
        onChange={(event) => onToggle(event.currentTarget.checked)}
      />
      <dl className={css.list} data-on={isOn}>
        {actions.map((action) => (
          <div key={action} className={css.row}>
            <dt>{t(`shortcuts.action.${action}`)}</dt>
            <dd>
              <kbd className={css.key}>{action === 'talk' ? t('shortcuts.space') : keyName(action)}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
