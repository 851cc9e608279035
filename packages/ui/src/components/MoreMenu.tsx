import { Menu } from '@mantine/core';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Menu.layer.css';
import type { ReactElement, ReactNode } from 'react';
import css from './MoreMenu.module.css';

/** One thing that can be done, with the key that does the same. */
export interface MoreItem {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly shortcut?: string | undefined;
  readonly onClick: () => void;
}

interface MoreMenuProps {
  readonly items: readonly MoreItem[];
  readonly label: string;
  /** The button that opens it. */
  readonly children: ReactElement;
}

/** What is wanted now and then. It opens in its place, not at the page's end: in full screen nothing else is seen. */
export function MoreMenu({ items, label, children }: MoreMenuProps) {
  return (
    <Menu
      withinPortal={false}
      position="top"
      offset={16}
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: css.menu ?? '', item: css.item ?? '', itemLabel: css.label ?? '' }}
    >
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown aria-label={label} aria-labelledby={undefined}>
        {items.map(({ id, label: word, icon, shortcut, onClick }) => (
          <Menu.Item
            key={id}
            leftSection={icon}
            rightSection={
              shortcut && (
                <span className={css.key} aria-hidden="true">
                  {shortcut}
                </span>
              )
            }
            aria-keyshortcuts={shortcut}
            onClick={onClick}
          >
            {word}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
