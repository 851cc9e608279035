import type { User } from '@frontdesk/protocol';
import { Avatar, chooseWords, LANGUAGES, type Language } from '@frontdesk/ui';
import { Menu } from '@mantine/core';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Menu.layer.css';
import { ChevronDown, Keyboard, Languages, LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import css from './SelfMenu.module.css';

interface SelfMenuProps {
  readonly user: User;
  readonly onSignOut: () => void;
  readonly onHelp: () => void;
}

/** Who one is here, the languages, the keys, and the way out. */
export function SelfMenu({ user, onSignOut, onHelp }: SelfMenuProps) {
  const { t, i18n } = useTranslation('console');
  return (
    <Menu
      position="bottom-end"
      transitionProps={{ duration: 0 }}
      withInitialFocusPlaceholder={false}
      classNames={{ dropdown: css.menu ?? '', item: css.item ?? '' }}
    >
      <Menu.Target>
        <button type="button" className={css.self} aria-label={t('shell.self', { name: user.name })}>
          <Avatar userId={user.userId} name={user.name} />
          <span className={css.who}>
            <span className={css.name} dir="auto">
              {user.name}
            </span>
            <span className={css.role}>{t(`role.${staffRole(user.role)}`)}</span>
          </span>
          <ChevronDown size={17} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('shell.selfMenu')} aria-labelledby={undefined}>
        {(Object.entries(LANGUAGES) as [Language, string][])
          .filter(([code]) => code !== i18n.language)
          .map(([code, name]) => (
            <Menu.Item
              key={code}
              lang={code}
              leftSection={<Languages size={18} aria-hidden="true" />}
              onClick={() => void chooseWords(code)}
            >
              {name}
            </Menu.Item>
          ))}
        <Menu.Item leftSection={<Keyboard size={18} aria-hidden="true" />} onClick={onHelp}>
          {t('keys.title')}
        </Menu.Item>
        <Menu.Item leftSection={<LogOut size={18} aria-hidden="true" />} onClick={onSignOut}>
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function staffRole(role: User['role']): 'agent' | 'supervisor' | 'admin' {
  return role === 'admin' || role === 'supervisor' ? role : 'agent';
}
