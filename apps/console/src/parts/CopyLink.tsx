import { Button } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './CopyLink.module.css';

/** How long "Copied" stands, in ms. */
const COPIED_MS = 2_000;

/** An address to be given to somebody, and a button that copies it. On plain http there is no clipboard: then it is selected. */
export function CopyLink({ url, label }: { readonly url: string; readonly label: string }) {
  const { t } = useTranslation('console');
  const text = useRef<HTMLElement>(null);
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(url);
      setCopied(true);
    } catch {
      if (text.current) getSelection()?.selectAllChildren(text.current);
    }
  };
  return (
    <div className={css.line}>
      <code ref={text} className={css.url}>
        {url}
      </code>
      <Button
        variant="default"
        aria-label={label}
        leftSection={isCopied ? <Check size={17} aria-hidden="true" /> : <Copy size={17} aria-hidden="true" />}
        onClick={copy}
      >
        {isCopied ? t('parts.copied') : t('parts.copy')}
      </Button>
      <span className={css.hidden} aria-live="polite">
        {isCopied ? t('parts.copied') : ''}
      </span>
    </div>
  );
}
