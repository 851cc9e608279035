import { LanguagePicker } from '@frontdesk/stage';
import { Brand, Rings } from '@frontdesk/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './DoorFrame.module.css';

interface DoorFrameProps {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

/** What stands around everything that one does before one is in. */
export function DoorFrame({ title, hint, children }: DoorFrameProps) {
  const { t } = useTranslation('console');
  return (
    <div className={css.screen}>
      <header className={css.side}>
        <div className={css.rings}>
          <Rings />
        </div>
        <Brand ground="stage" />
        <p className={css.lead}>{t('door.lead')}</p>
      </header>
      <main className={css.main}>
        <div className={css.form}>
          <div className={css.head}>
            <h1 className={css.title}>{title}</h1>
            {hint && <p className={css.hint}>{hint}</p>}
          </div>
          {children}
        </div>
        <LanguagePicker />
      </main>
    </div>
  );
}
