import type { ConnectionView, MissedCall } from '@frontdesk/client';
import type { PresentUser, User } from '@frontdesk/protocol';
import type { Find } from '@frontdesk/stage';
import { InsecureNotice, LanguagePicker } from '@frontdesk/stage';
import { useFocusOnMount } from '@frontdesk/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConnectionBanner } from '../home/ConnectionBanner.js';
import { DialCard } from '../home/DialCard.js';
import { HomeHeader } from '../home/HomeHeader.js';
import { MissedCalls } from '../home/MissedCalls.js';
import { NotifyCard } from '../home/NotifyCard.js';
import { People } from '../home/People.js';
import css from './HomeScreen.module.css';

interface HomeScreenProps {
  readonly user: User;
  readonly connection: ConnectionView;
  readonly people: readonly PresentUser[];
  readonly missed: readonly MissedCall[];
  readonly isSecure: boolean;
  readonly find: Find;
  readonly onCall: (to: string, kinds: { readonly video: boolean; readonly name?: string }) => void;
  readonly onDismissMissed: (callId: string) => void;
  readonly onSignOut: () => void;
  /** The card in which one checks camera and microphone. */
  readonly preview: ReactNode;
}

/** Who is there, and every way to call them. */
export function HomeScreen(props: HomeScreenProps) {
  const { t } = useTranslation();
  const title = useFocusOnMount<HTMLHeadingElement>();
  return (
    <div className={css.screen}>
      <HomeHeader user={props.user} onSignOut={props.onSignOut} />
      <main className={css.main}>
        <div className={css.top}>
          <h1 ref={title} tabIndex={-1} className={css.title}>
            {t('home.title')}
          </h1>
          <ConnectionBanner connection={props.connection} />
          {!props.isSecure && <InsecureNotice />}
        </div>
        <div className={css.primary}>
          <MissedCalls missed={props.missed} onCall={props.onCall} onDismiss={props.onDismissMissed} />
          <People people={props.people} find={props.find} onCall={props.onCall} />
        </div>
        <div className={css.aside}>
          <DialCard onCall={props.onCall} />
          {props.preview}
          <NotifyCard />
        </div>
      </main>
      <footer className={css.footer}>
        <LanguagePicker />
      </footer>
    </div>
  );
}
