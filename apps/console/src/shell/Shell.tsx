import type { ConnectionView } from '@frontdesk/client';
import type { User } from '@frontdesk/protocol';
import { Brand, BrandMark } from '@frontdesk/ui';
import { Contact, Headset, PhoneCall, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { hashOf, type Route } from '../parts/route.js';
import { SelfMenu } from './SelfMenu.js';
import css from './Shell.module.css';

interface ShellProps {
  readonly user: User;
  readonly route: Route;
  readonly connection: ConnectionView;
  /** What the agent does, and how that is changed. */
  readonly status: ReactNode;
  /** What has to be known before anything else. */
  readonly banner?: ReactNode;
  readonly onSignOut: () => void;
  readonly onHelp: () => void;
  readonly children: ReactNode;
}

/** What stands around every page of the console: the ways, one's status, oneself. */
export function Shell({ user, route, connection, status, banner, onSignOut, onHelp, children }: ShellProps) {
  const { t } = useTranslation('console');
  const { t: shared } = useTranslation();
  return (
    <div className={css.shell}>
      <button type="button" className={css.skip} onClick={skip}>
        {t('shell.skip')}
      </button>
      <nav className={css.bar} aria-label={t('shell.ways')}>
        <span className={css.brand}>
          <Brand />
        </span>
        <span className={css.mark}>
          <BrandMark />
        </span>
        <Ways route={route} role={user.role} />
      </nav>
      <header className={css.top}>
        {status}
        <SelfMenu user={user} onSignOut={onSignOut} onHelp={onHelp} />
      </header>
      <main id="content" className={css.main} tabIndex={-1}>
        <div role="status" className={css.line}>
          {connection.state === 'reconnecting' && (
            <p className={css.offline}>
              <WifiOff size={17} aria-hidden="true" />
              {shared(connection.reason === 'server_closing' ? 'connection.serverClosing' : 'connection.reconnecting')}
            </p>
          )}
        </div>
        {banner}
        {children}
      </main>
    </div>
  );
}

/** Past the ways, for those who come by the Tab key; the address behind `#` is the page. */
function skip(): void {
  document.getElementById('content')?.focus();
}

const WAYS = [
  { page: 'desk', icon: Headset, isFor: () => true },
  { page: 'calls', icon: PhoneCall, isFor: () => true },
  { page: 'people', icon: Contact, isFor: (role: User['role']) => role === 'admin' },
] as const;

function Ways({ route, role }: { readonly route: Route; readonly role: User['role'] }) {
  const { t } = useTranslation('console');
  const here = route.page === 'call' ? 'calls' : route.page;
  return (
    <div className={css.ways}>
      {WAYS.filter(({ isFor }) => isFor(role)).map(({ page, icon: Sign }) => (
        <a key={page} className={css.way} href={hashOf({ page })} aria-current={here === page ? 'page' : undefined}>
          <Sign size={20} aria-hidden="true" />
          <span>{t(`shell.way.${page}`)}</span>
        </a>
      ))}
    </div>
  );
}
