import { Menu } from '@mantine/core';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Menu.layer.css';
import { Ellipsis } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ControlButton } from './ControlButton.js';
import css from './MoreMenu.module.css';

/** One thing that can be done, with the key that does the same. */
export interface MoreItem {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly shortcut?: string | undefined;
  readonly onClick: () => void;
}

/** What is wanted now and then. It opens in its place, not at the page's end: in full screen nothing else is seen. */
export function MoreMenu({ items }: { readonly items: readonly MoreItem[] }) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const choose = (item: MoreItem): void => {
    // What opens takes the focus from there, and gives it back to there: the menu is gone by then.
    button.current?.focus();
    item.onClick();
  };
  return (
    <Menu
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      position="top"
      offset={16}
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: css.menu ?? '', item: css.item ?? '', itemLabel: css.label ?? '' }}
    >
      <Menu.Target>
        <ControlButton
          ref={button}
          label={t('call.moreOptions')}
          caption={t('call.more')}
          icon={<Ellipsis size={22} />}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('call.moreOptions')} aria-labelledby={undefined}>
        {items.map((item) => (
          <Menu.Item
            key={item.id}
            leftSection={item.icon}
            rightSection={
              item.shortcut && (
                <span className={css.key} aria-hidden="true">
                  {item.shortcut}
                </span>
              )
            }
            aria-keyshortcuts={item.shortcut}
            onClick={() => choose(item)}
          >
            {item.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
