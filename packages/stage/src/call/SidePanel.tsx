import { IconButton } from '@frontdesk/ui';
import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import css from './SidePanel.module.css';

interface SidePanelProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * Something beside the call, one at a time: beside the picture where there is room, a sheet over it on a phone.
 *
 * The focus comes here, unless what is shown takes it (a chat's textbox), and goes back to where it was. Escape closes.
 */
export function SidePanel({ title, onClose, children }: SidePanelProps) {
  const { t } = useTranslation();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    if (!panel.current?.contains(before)) panel.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    onClose();
  };
  return (
    <section ref={panel} className={css.panel} role="dialog" aria-label={title} tabIndex={-1} onKeyDown={onKeyDown}>
      <div className={css.head}>
        <h2 className={css.title}>{title}</h2>
        <IconButton label={t('call.close')} icon={<X size={20} aria-hidden="true" />} onClick={onClose} />
      </div>
      <div className={css.body}>
        <Suspense fallback={null}>{children}</Suspense>
      </div>
    </section>
  );
}
