import { Check, Copy } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './CopyId.module.css';

/** How long "Copied" stands, in ms. */
const COPIED_MS = 2_000;

/** One's own id, which a click copies. On plain http there is no clipboard: then the click selects it. */
export function CopyId({ userId }: { userId: string }) {
  const { t } = useTranslation();
  const id = useRef<HTMLElement>(null);
  const [isCopied, setCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(userId);
      setCopied(true);
    } catch {
      if (id.current) getSelection()?.selectAllChildren(id.current);
    }
  };

  return (
    <span className={css.line}>
      <button type="button" className={css.copy} title={t('home.yourIdHint')} onClick={copy}>
        <span className={css.label}>{t('home.yourId')}</span>
        <code ref={id} className={css.id}>
          {userId}
        </code>
        {isCopied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
        <span className={css.hidden}>{t('home.copy')}</span>
      </button>
      <span className={css.hidden} aria-live="polite">
        {isCopied ? t('home.copied') : ''}
      </span>
    </span>
  );
}
