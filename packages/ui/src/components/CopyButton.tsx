import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import css from './CopyButton.module.css';

/** How long "Copied" stands, in ms. */
const COPIED_MS = 2_000;

interface CopyButtonProps {
  readonly text: string;
  /** What it does, and what it has done. */
  readonly words: { readonly copy: string; readonly copied: string };
  /** The accessible name, where there are several: what it copies. */
  readonly label?: string;
}

/** A button that copies a text. On plain http there is no clipboard, and no button: the text itself can be selected. */
export function CopyButton({ text, words, label }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);

  if (!('clipboard' in navigator)) return null;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // The browser forbids it here: the text stands beside the button.
    }
  };
  return (
    <>
      <button type="button" className={css.button} aria-label={label} onClick={copy}>
        {isCopied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
        <span>{words.copy}</span>
      </button>
      <span className={css.hidden} aria-live="polite">
        {isCopied ? words.copied : ''}
      </span>
    </>
  );
}
