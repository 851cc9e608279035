import type { Rating as Given, QueueProblem } from '@frontdesk/client';
import { Notice, useFocusOnMount } from '@frontdesk/ui';
import { Button, Textarea } from '@mantine/core';
import { Star } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Rating.module.css';

const STARS = [1, 2, 3, 4, 5] as const;
const COMMENT_LENGTH = 1_000;

export interface RatingProps {
  /** Null: it was taken; else why it was not. */
  readonly send: (rating: Given) => Promise<QueueProblem | null>;
  /** It was, before the page was loaded anew. */
  readonly isGiven?: boolean | undefined;
}

/** How was it? Stars, and a word. */
export function Rating({ send, isGiven = false }: RatingProps) {
  const { t } = useTranslation('queue');
  const [isSent, setSent] = useState(isGiven);
  return (
    <section className={css.rating} aria-label={t('rating.region')}>
      {isSent ? <Thanks /> : <Question send={send} onSent={() => setSent(true)} />}
    </section>
  );
}

function Question({ send, onSent }: Pick<RatingProps, 'send'> & { readonly onSent: () => void }) {
  const { t } = useTranslation('queue');
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState('');
  const [fault, setFault] = useState<'missing' | 'failed' | 'gone' | null>(null);
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setFault(stars === 0 ? 'missing' : null);
    if (stars === 0 || isBusy) return;
    setBusy(true);
    const problem = await send({ stars, comment: comment.trim() });
    setBusy(false);
    if (problem === null) onSent();
    else setFault(problem === 'unknown' ? 'gone' : 'failed');
  };

  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <Stars
        stars={stars}
        onChange={(chosen) => {
          setFault(null);
          setStars(chosen);
        }}
      />
      {stars > 0 && (
        <Textarea
          label={t('rating.comment')}
          rows={3}
          maxLength={COMMENT_LENGTH}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
      )}
      {fault && (
        <Notice tone="danger" isLive>
          {t(`rating.${fault}`)}
        </Notice>
      )}
      <Button type="submit" variant={stars > 0 ? 'filled' : 'default'} loading={isBusy}>
        {t('rating.send')}
      </Button>
    </form>
  );
}

function Stars({ stars, onChange }: { readonly stars: number; readonly onChange: (stars: number) => void }) {
  const { t } = useTranslation('queue');
  const id = useId();
  return (
    <div role="radiogroup" aria-labelledby={`${id}-title`} className={css.group}>
      <h2 id={`${id}-title`} className={css.title}>
        {t('rating.title')}
      </h2>
      <div className={css.stars}>
        {STARS.map((each) => (
          <label key={each} className={css.star} data-lit={each <= stars} title={t(`rating.star.${each}`)}>
            <input
              type="radio"
              className={css.radio}
              name={id}
              checked={each === stars}
              aria-label={t(`rating.star.${each}`)}
              onChange={() => onChange(each)}
            />
            <Star size={30} aria-hidden="true" fill={each <= stars ? 'currentColor' : 'none'} />
          </label>
        ))}
      </div>
      <p className={css.meaning} aria-hidden="true">
        {stars === 0 ? '' : t(`rating.star.${stars as (typeof STARS)[number]}`)}
      </p>
    </div>
  );
}

function Thanks() {
  const { t } = useTranslation('queue');
  const status = useFocusOnMount<HTMLDivElement>();
  return (
    <div ref={status} role="status" tabIndex={-1} className={css.group}>
      <h2 className={css.title}>{t('rating.thanks')}</h2>
      <p className={css.meaning}>{t('rating.thanksText')}</p>
    </div>
  );
}
