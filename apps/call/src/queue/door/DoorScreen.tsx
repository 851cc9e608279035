import type { QueueDoor } from '@frontdesk/protocol';
import { InsecureNotice, LanguagePicker } from '@frontdesk/stage';
import { Brand, Notice, Rings } from '@frontdesk/ui';
import { LockKeyhole } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { WishForm, type WishFormProps } from '../WishForm.js';
import { DoorFacts } from './DoorFacts.js';
import { type DoorNotice, DoorNotices, type OtherLine } from './DoorNotices.js';
import css from './DoorScreen.module.css';
import { Known } from './Known.js';
import { PhoneCard } from './PhoneCard.js';
import { Steps } from './Steps.js';
import { VisitForm, type VisitFormProps } from './VisitForm.js';

export interface DoorScreenProps extends VisitFormProps {
  readonly door: QueueDoor;
  /** The server's time, epoch ms. */
  readonly now: number;
  /** The customer's own time zone. */
  readonly zone: string;
  /** What has just happened, if anything. */
  readonly notice: DoorNotice | null;
  readonly onNoticeRead: () => void;
  /** The door has not answered for a while. */
  readonly isStale: boolean;
  /** The address of this page. */
  readonly url: string;
  readonly isSecure: boolean;
  /** Shown inside another program, not in a browser. */
  readonly isInApp: boolean;
  /** A line of another queue that this browser stands in. */
  readonly other: OtherLine | null;
  /** Whom this browser remembers. */
  readonly known: string | null;
  readonly onForget: () => void;
  readonly sendWish: WishFormProps['send'];
}

/** A queue's front door: what it is, whether it is open, and how to get in. */
export function DoorScreen(props: DoorScreenProps) {
  const { t } = useTranslation('queue');
  const { door } = props;
  return (
    <div className={css.screen}>
      <header className={css.welcome}>
        <div className={css.rings}>
          <Rings />
        </div>
        <div className={css.hold}>
          <Brand ground="stage" />
          <div className={css.pitch}>
            <h1 className={css.name} dir="auto">
              {door.name}
            </h1>
            {door.welcome !== '' && (
              <p className={css.lead} dir="auto">
                {door.welcome}
              </p>
            )}
            <DoorFacts door={door} now={props.now} zone={props.zone} />
          </div>
          <div className={css.next}>
            {door.state === 'open' && <Steps />}
            <p className={css.safe}>
              <LockKeyhole size={16} aria-hidden="true" />
              {t('door.encrypted')}
            </p>
          </div>
        </div>
      </header>
      <main className={css.main}>
        <div className={css.column}>
          {!props.isSecure && <InsecureNotice />}
          <DoorNotices {...props} />
          <WayIn {...props} />
          {props.known !== null && <Known name={props.known} onForget={props.onForget} />}
          <PhoneCard url={props.url} />
        </div>
        <LanguagePicker />
      </main>
    </div>
  );
}

/** The form; where nobody can be called now, what to do instead. */
function WayIn(props: DoorScreenProps): ReactNode {
  const { t } = useTranslation('queue');
  const { door } = props;
  if (door.state === 'open') return <VisitForm {...props} />;
  return (
    <>
      <Notice tone="info" title={t(`door.state.${door.state}`)}>
        {t(`door.${door.state}Text`)}
      </Notice>
      {door.callbacks && (
        <WishForm title={t('door.insteadTitle')} name={props.draft.values['name'] ?? ''} send={props.sendWish} />
      )}
    </>
  );
}
