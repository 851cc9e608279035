import { IconButton } from '@frontdesk/ui';
import { X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Dialog.module.css';
import { useModal } from './useModal.js';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Something to be done first, above everything: the browser's own dialog, which holds the focus and closes by Escape. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const { t } = useTranslation();
  const id = useId();
  const dialog = useModal();
  return (
    <dialog ref={dialog} className={css.dialog} aria-labelledby={id} onClose={onClose}>
      <div className={css.head}>
        <h2 id={id} className={css.title}>
          {title}
        </h2>
        <IconButton
          label={t('call.close')}
          icon={<X size={20} aria-hidden="true" />}
          onClick={() => dialog.current?.close()}
        />
      </div>
      <div className={css.body}>{children}</div>
    </dialog>
  );
}
