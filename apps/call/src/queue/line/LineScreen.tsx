import type { ConnectionView, MediaView } from '@frontdesk/client';
import type { Wait } from '@frontdesk/protocol';
import { ProblemNotice, ServiceWords } from '@frontdesk/ui';
import { Camera, PhoneIncoming } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WishForm, type WishFormProps } from '../WishForm.js';
import { Coming, ComingFace, type ComingView } from './Coming.js';
import { LeaveButton } from './LeaveButton.js';
import { LineFrame } from './LineFrame.js';
import css from './LineScreen.module.css';
import { Place, Waiting } from './Place.js';
import { PlaceKept } from './PlaceKept.js';
import { type SoundChoice, Sounds } from './Sounds.js';

/** What stands in the way of camera and microphone; `null`: the browser asks the person just now. */
export type Asked = MediaView['problems'] | null;

export interface LineScreenProps {
  /** The queue's name. */
  readonly name: string;
  /** How one stands in line; null while the call is only on its way there. */
  readonly standing: {
    readonly place: number | null;
    readonly wait: Wait | null;
    readonly text: string;
    readonly since: number;
  } | null;
  /** It rings at an agent; null while one waits. */
  readonly coming: ComingView | null;
  readonly connection: ConnectionView;
  /** How long the place of a page that is away is kept, in ms; null while the door has not told it. */
  readonly placeKeptMs: number | null;
  /** On a phone, which lets pages sleep that it does not show. */
  readonly isPhone: boolean;
  readonly sounds: SoundChoice;
  readonly onSounds: (choice: SoundChoice) => void;
  readonly isMusicBlocked: boolean;
  readonly asked: Asked;
  readonly onAskAgain: () => void;
  /** How one will be seen; null where it is by voice only. Drawn with what closes it. */
  readonly look: ((close: () => void) => ReactNode) | null;
  /** Null where no wish to be called back can be left. */
  readonly sendWish: WishFormProps['send'] | null;
  /** The wish was noted and its number read. */
  readonly onWished: () => void;
  readonly onLeave: () => void;
}

/** One waits, until it rings at an agent. The same frame stands all the time: a question that is open in it stays open. */
export function LineScreen(props: LineScreenProps) {
  const { coming, name } = props;
  return (
    <LineFrame
      name={name}
      isRinging={coming !== null}
      middle={coming ? <ComingFace coming={coming} name={name} /> : <Middle {...props} />}
      actions={<LeaveButton onLeave={props.onLeave} />}
    >
      {coming ? <Coming coming={coming} /> : <Words {...props} />}
    </LineFrame>
  );
}

function Middle({ standing }: LineScreenProps) {
  const { t } = useTranslation('queue');
  const place = standing?.place ?? null;
  return place === null ? <p className={css.starting}>{t('line.starting')}</p> : <Place place={place} />;
}

/** How far ahead it is, how long it takes, and what may be done meanwhile. */
function Words(props: LineScreenProps) {
  const { t } = useTranslation('queue');
  const { standing } = props;
  return (
    <>
      <PlaceKept connection={props.connection} keptMs={props.placeKeptMs} />
      {standing && (
        <>
          {/* Of an estimate that nobody renews, nothing is said. */}
          <Waiting wait={props.connection.state === 'ready' ? standing.wait : null} since={standing.since} />
          <p className={css.stay}>
            <span role="status">{t('line.youAreIn')}</span> {t(props.isPhone ? 'line.stayPhone' : 'line.stay')}
          </p>
          {standing.text !== '' && <ServiceWords text={standing.text} />}
        </>
      )}
      <Problem {...props} />
      {standing && <Meanwhile {...props} />}
    </>
  );
}

function Problem({ asked, onAskAgain, look }: LineScreenProps) {
  const { t } = useTranslation('queue');
  if (asked === null) return <p className={css.stay}>{t(look ? 'line.asking' : 'line.askingVoice')}</p>;
  const kind = asked.audio ? 'audio' : 'video';
  const problem = asked[kind];
  if (!problem) return null;
  return (
    <div className={css.problem}>
      <ProblemNotice kind={kind} problem={problem} onRetry={onAskAgain} />
      <p className={css.stay}>{t('line.goesOn')}</p>
    </div>
  );
}

/** What may be done while one waits: one thing open at a time. */
function Meanwhile(props: LineScreenProps) {
  const { t } = useTranslation('queue');
  const [open, setOpen] = useState<'look' | 'wish' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <div className={css.meanwhile}>
      <Sounds choice={props.sounds} onChoice={props.onSounds} isBlocked={props.isMusicBlocked} />
      {open === null && (
        <div className={css.offers}>
          {props.look && (
            <button type="button" className={css.offer} onClick={() => setOpen('look')}>
              <Camera size={18} aria-hidden="true" />
              {t('line.look')}
            </button>
          )}
          {props.sendWish && (
            <button type="button" className={css.offer} onClick={() => setOpen('wish')}>
              <PhoneIncoming size={18} aria-hidden="true" />
              {t('callback.open')}
            </button>
          )}
        </div>
      )}
      {open === 'look' && (
        <div className={css.card}>
          <p className={css.hint}>{t('line.lookHint')}</p>
          {props.look?.(close)}
        </div>
      )}
      {open === 'wish' && props.sendWish && (
        <div className={css.card}>
          <WishForm
            title={t('callback.title')}
            text={t('callback.lineText')}
            name={null}
            send={props.sendWish}
            onDone={props.onWished}
            cancel={{ label: t('callback.cancel'), onClick: close }}
          />
        </div>
      )}
    </div>
  );
}
