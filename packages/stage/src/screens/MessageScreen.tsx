import { BrandMark, useFocusOnMount } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import css from './MessageScreen.module.css';

interface MessageScreenProps {
  readonly title: string;
  readonly text: string;
  readonly button?: { readonly label: string; readonly onClick: () => void };
}

/** One thing to know, and one thing to do about it. */
export function MessageScreen({ title, text, button }: MessageScreenProps) {
  const card = useFocusOnMount<HTMLDivElement>();
  return (
    <main className={css.screen}>
      <div ref={card} className={css.card} tabIndex={-1}>
        <span className={css.mark}>
          <BrandMark size={40} />
        </span>
        <h1 className={css.title}>{title}</h1>
        <p className={css.text}>{text}</p>
        {button && (
          <div className={css.actions}>
            <Button size="lg" onClick={button.onClick}>
              {button.label}
            </Button>
          </div>
        )}
      </div>
    </main>
  );
}
