import { useTranslation } from 'react-i18next';
import { Dialog } from '../parts/Dialog.js';
import css from './KeysHelp.module.css';

const KEYS = [
  ['accept', 'Enter'],
  ['decline', 'Esc'],
  ['hold', 'K'],
  ['transfer', 'R'],
  ['addPerson', 'A'],
  ['notes', 'N'],
  ['done', 'Ctrl + Enter'],
  ['more', '?'],
] as const;

/** The console's keys; those of a call stand in its own help. */
export function KeysHelp({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('console');
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <dl className={css.list}>
        {KEYS.map(([action, key]) => (
          <div key={action} className={css.row}>
            <dt>{t(`keys.${action}`)}</dt>
            <dd>
              <kbd className={css.key}>{key}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
