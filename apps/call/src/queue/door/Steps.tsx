import { useTranslation } from 'react-i18next';
import css from './Steps.module.css';

/** What happens next, in three steps. */
export function Steps() {
  const { t } = useTranslation('queue');
  return (
    <section className={css.next} aria-labelledby="next-title">
      <h2 id="next-title" className={css.title}>
        {t('door.next')}
      </h2>
      <ol className={css.steps}>
        <Step number={1} title={t('door.steps.form')} hint={t('door.steps.formHint')} />
        <Step number={2} title={t('door.steps.line')} hint={t('door.steps.lineHint')} />
        <Step number={3} title={t('door.steps.talk')} hint={t('door.steps.talkHint')} />
      </ol>
    </section>
  );
}

function Step({ number, title, hint }: { readonly number: number; readonly title: string; readonly hint: string }) {
  return (
    <li className={css.step}>
      <span className={css.number} aria-hidden="true">
        {number}
      </span>
      <div className={css.words}>
        <p className={css.what}>{title}</p>
        <p className={css.hint}>{hint}</p>
      </div>
    </li>
  );
}
