import type { WayBackOffer } from '@frontdesk/client';
import type { User } from '@frontdesk/protocol';
import type { IdentityPort } from '@frontdesk/stage';
import { CHECK_LINK, InsecureNotice, LanguagePicker } from '@frontdesk/stage';
import { Brand, Notice, Rings } from '@frontdesk/ui';
import { Check, ListChecks } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import css from './JoinScreen.module.css';
import { NameForm } from './NameForm.js';
import { RememberedForm } from './RememberedForm.js';
import { WayBackCard } from './WayBackCard.js';

interface JoinScreenProps {
  readonly remembered: User | null;
  /** Calls that may be returned to; null while they are looked for, which is mostly a blink. */
  readonly offers: readonly WayBackOffer[] | null;
  /** Whom a link asks to call, once joined. */
  readonly dialTo: string | null;
  readonly isSecure: boolean;
  readonly join: IdentityPort['join'];
  readonly onReturn: (offer: WayBackOffer) => Promise<unknown>;
  readonly onContinue: () => void;
  readonly onSomeoneElse: () => void;
}

/** The front door: who are you? */
export function JoinScreen(props: JoinScreenProps) {
  const { t } = useTranslation();
  return (
    <div className={css.screen}>
      <header className={css.welcome}>
        <div className={css.rings}>
          <Rings />
        </div>
        <Brand ground="stage" />
        <div className={css.pitch}>
          <p className={css.headline}>{t('join.headline')}</p>
          <p className={css.lead}>{t('join.lead')}</p>
          <ul className={css.points}>
            {(['point1', 'point2', 'point3'] as const).map((point) => (
              <li key={point}>
                <Check size={18} aria-hidden="true" />
                {t(`join.${point}`)}
              </li>
            ))}
          </ul>
        </div>
      </header>
      <main className={css.main}>
        <div className={css.form}>{props.offers && <Forms {...props} offers={props.offers} />}</div>
        <LanguagePicker />
      </main>
    </div>
  );
}

/** What one may do here, all at once: nothing moves away under a finger. */
function Forms(props: JoinScreenProps & { readonly offers: readonly WayBackOffer[] }) {
  const { t } = useTranslation();
  const { remembered, dialTo, offers } = props;
  const hasOffer = offers.length > 0;
  return (
    <>
      {!props.isSecure && <InsecureNotice />}
      {offers.map((offer) => (
        <WayBackCard key={offer.endpointId} offer={offer} onReturn={() => props.onReturn(offer)} />
      ))}
      {dialTo !== null && (
        <Notice tone="info">{t(remembered ? 'join.willCallRemembered' : 'join.willCall', { to: dialTo })}</Notice>
      )}
      {remembered ? (
        <RememberedForm
          user={remembered}
          isSecond={hasOffer}
          onContinue={props.onContinue}
          onSomeoneElse={props.onSomeoneElse}
        />
      ) : (
        <NameForm join={props.join} isSecond={hasOffer} />
      )}
      <a className={css.check} href={CHECK_LINK}>
        <ListChecks size={18} aria-hidden="true" />
        {t('check.link')}
      </a>
    </>
  );
}
