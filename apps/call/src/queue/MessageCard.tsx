import { BrandMark, useFocusOnMount } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from './MessageCard.module.css';

interface MessageCardProps {
  readonly title: string;
  readonly text: string;
  readonly buttons?: readonly { readonly label: string; readonly onClick: () => void }[];
}

/** One thing to know, and what may be done about it. */
export function MessageCard({ title, text, buttons = [] }: MessageCardProps) {
  const card = useFocusOnMount<HTMLDivElement>();
  return (
    <main className={css.screen}>
      <div ref={card} className={css.card} tabIndex={-1}>
        <span className={css.mark}>
          <BrandMark size={40} />
        </span>
        <h1 className={css.title}>{title}</h1>
        <p className={css.text}>{text}</p>
        {buttons.length > 0 && (
          <div className={css.buttons}>
            {buttons.map(({ label, onClick }, at) => (
              <Button key={label} size="lg" variant={at === 0 ? 'filled' : 'default'} onClick={onClick}>
                {label}
              </Button>
            ))}
          </div>
        )}
      </div>
    </main>
  );
}

/** This browser's one place is another tab's. */
export function ElsewhereCard({ onTake, onBack }: { readonly onTake: () => void; readonly onBack: () => void }) {
  const { t } = useTranslation('queue');
  const buttons = [
    { label: t('elsewhere.take'), onClick: onTake },
    { label: t('elsewhere.back'), onClick: onBack },
  ];
  return <MessageCard title={t('elsewhere.title')} text={t('elsewhere.text')} buttons={buttons} />;
}

/** The address names no queue. */
export function UnknownCard() {
  const { t } = useTranslation('queue');
  return <MessageCard title={t('door.unknown.title')} text={t('door.unknown.text')} />;
}
