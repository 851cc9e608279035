import type { User } from '@frontdesk/protocol';
import { Avatar, Brand } from '@frontdesk/ui';
import { LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CopyId } from './CopyId.js';
import css from './HomeHeader.module.css';

/** Who one is here, under which id one can be dialed, and the way out. */
export function HomeHeader({ user, onSignOut }: { user: User; onSignOut: () => void }) {
  const { t } = useTranslation();
  return (
    <header className={css.header}>
      <div className={css.inner}>
        <Brand />
        <div className={css.self}>
          <div className={css.who}>
            <span className={css.name} dir="auto">
              {user.name}
            </span>
            <CopyId userId={user.userId} />
          </div>
          <Avatar userId={user.userId} name={user.name} />
          <button type="button" className={css.out} title={t('home.signOutHint')} onClick={onSignOut}>
            <LogOut size={18} aria-hidden="true" />
            <span className={css.outWord}>{t('home.signOut')}</span>
          </button>
        </div>
      </div>
    </header>
  );
}
