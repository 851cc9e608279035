import type { CardView, NotesView } from '@frontdesk/client';
import type { CustomerCard } from '@frontdesk/protocol';
import { Avatar, Notice } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { Send } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { formLabel } from '../incoming/IncomingCall.js';
import { Facts } from '../parts/Facts.js';
import { spanInWords } from '../parts/span.js';
import css from './CustomerPanel.module.css';
import { Earlier } from './Earlier.js';
import { NotesBox } from './NotesBox.js';

interface CustomerPanelProps {
  /** Whom one talks to, while the card is not there yet. */
  readonly other: { readonly userId: string; readonly name: string };
  readonly view: CardView;
  readonly notes: NotesView;
  readonly onWrite: (text: string) => void;
  /** Asks for the card anew. */
  readonly onAgain: () => void;
  /** Puts a text into the chat; missing where nothing can be written. */
  readonly onText?: ((text: string) => void) | undefined;
}

/** Beside the call: who the customer is, what they want, what one writes down and what one often writes. */
export function CustomerPanel({ other, view, notes, onWrite, onAgain, onText }: CustomerPanelProps) {
  const { t, i18n } = useTranslation('console');
  const { card } = view;
  const customer = card?.customer ?? other;
  return (
    <div className={css.panel}>
      <div className={css.head}>
        <Avatar userId={customer.userId} name={customer.name} />
        <div className={css.who}>
          <h2 className={css.name} dir="auto">
            {customer.name}
          </h2>
          <p className={css.detail}>{[card?.queue?.name, card?.number].filter(Boolean).join(' · ')}</p>
        </div>
      </div>
      {card?.from && (
        <Notice tone="info">
          {t(`incoming.from.${card.from.as}`, { name: card.from.name, customer: card.customer.name })}
        </Notice>
      )}
      {card && (
        <Part title={t('card.title')}>
          <Facts
            facts={[
              ...card.form.map(({ label, value }) => [formLabel(label, t), value] as const),
              [t('card.waited'), card.waitedMs > 0 ? spanInWords(card.waitedMs, i18n.language) : null],
              [t('card.language'), languageName(card.language, i18n.language)],
            ]}
          />
        </Part>
      )}
      <NotesBox notes={notes} onWrite={onWrite} />
      {card && card.cannedTexts.length > 0 && onText && <Texts texts={card.cannedTexts} onText={onText} />}
      {card && (
        <Part title={t('card.earlier')}>
          <Before card={card} onAgain={onAgain} />
        </Part>
      )}
    </div>
  );
}

/** The calls before this one: some, none, or not known. */
function Before({ card, onAgain }: { readonly card: CustomerCard; readonly onAgain: () => void }) {
  const { t } = useTranslation('console');
  if (card.earlier.length > 0) return <Earlier calls={card.earlier} />;
  if (card.isEarlierKnown) return <p className={css.none}>{t('card.noEarlier')}</p>;
  return (
    <div role="status" className={css.unknown}>
      <p className={css.none}>{t('card.earlierUnknown')}</p>
      <Button size="sm" variant="default" onClick={onAgain}>
        {t('parts.tryAgain')}
      </Button>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className={css.part} aria-labelledby={id}>
      <h3 id={id} className={css.title}>
        {title}
      </h3>
      {children}
    </section>
  );
}

/** What one often writes: a click sends it. */
function Texts({ texts, onText }: { readonly texts: readonly string[]; readonly onText: (text: string) => void }) {
  const { t } = useTranslation('console');
  return (
    <Part title={t('texts.title')}>
      <ul className={css.texts}>
        {texts.map((text) => (
          <li key={text}>
            <button type="button" className={css.text} title={t('texts.send')} onClick={() => onText(text)}>
              <span dir="auto">{text}</span>
              <Send size={16} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function languageName(tag: string | null, language: string): string | null {
  if (tag === null) return null;
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
