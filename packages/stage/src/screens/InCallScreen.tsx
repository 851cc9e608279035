import type {
  CallView,
  ConnectionView,
  HoldView,
  MediaView,
  RoomView,
  ScreenView,
  SideCallView,
} from '@frontdesk/client';
import { type BarControl, CallControls, Timer, useFocusOnMount, useNarrow, useWakeLock } from '@frontdesk/ui';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { CallNotices } from '../call/CallNotices.js';
import { CallState } from '../call/CallState.js';
import { keysOf, useMoreItems } from '../call/callRuns.js';
import { asideOf } from '../call/faces.js';
import { HoldCard } from '../call/HoldCard.js';
import { Pictures } from '../call/Pictures.js';
import { PictureWindow } from '../call/PictureWindow.js';
import { RoomNotices } from '../call/RoomNotices.js';
import { SidePanel } from '../call/SidePanel.js';
import type { Panels } from '../call/useSidePanel.js';
import { SHORTCUTS } from '../shortcuts/shortcuts.js';
import css from './InCallScreen.module.css';
import { type InCallDeeds, useInCall } from './useInCall.js';
import { useSettled } from './useSettled.js';

const ShortcutsHelp = lazy(async () => ({ default: (await import('../shortcuts/ShortcutsHelp.js')).ShortcutsHelp }));

export type StartedView = Extract<CallView, { state: 'started' }>;

interface InCallScreenProps extends InCallDeeds {
  readonly view: StartedView;
  /** Who the other is, beside the name. */
  readonly caption?: string;
  readonly media: MediaView;
  readonly connection: ConnectionView;
  readonly screen: ScreenView;
  /** Who else is there; without it, the other alone. */
  readonly room?: RoomView;
  /** Whom one has called into the room, who may be talked to apart. */
  readonly side?: SideCallView;
  readonly hold?: HoldView;
  /** What a page adds to the bar of the call: on a narrow one it stands behind "More". */
  readonly controls?: readonly BarControl[];
  /** What may stand beside the call. */
  readonly panels: Panels;
  /** How many messages of the chat were not read. */
  readonly unread?: number;
  /** Sentences to show above the picture: what else there is to know. */
  readonly notices?: ReactNode;
  /** Beside the name: how good the line is. */
  readonly badge?: ReactNode;
  readonly onScreenProblemRead: () => void;
}

/** Up to here what a page adds has no room in the bar. */
const TIGHT = '(max-width: 45.99rem)';
const NOBODY_ELSE: RoomView = { members: [] };
const NO_HOLD: HoldView = { own: false, other: false, since: null };

/** Two people talk, or three. */
export function InCallScreen(props: InCallScreenProps) {
  const { t } = useTranslation();
  const { view, media, panels, screen, onMuted, onVideo, onHangUp } = props;
  const { room = NOBODY_ELSE, side = null, hold = NO_HOLD } = props;
  const { other } = view;
  const isHeld = hold.own || hold.other;
  const region = useFocusOnMount<HTMLElement>();
  const here = useInCall({ ...props, region, name: other.name });
  const { panel, out, snapshots } = here;
  useWakeLock(true);
  const isSettled = useSettled(view.since);
  const titles = { chat: t('stage.chat'), details: t('stage.details'), devices: t('call.devices') };

  return (
    <main className={css.ground}>
      <section
        ref={region}
        className={css.call}
        aria-label={t('call.region', { name: other.name })}
        tabIndex={-1}
        data-beside={panel.open}
        data-sharing={here.isSharing}
      >
        <div className={css.stage}>
          <Pictures {...{ other, media, room, side, hold }} />
          {isHeld && !asideOf(side) && <HoldCard hold={hold} name={other.name} areMore={room.members.length > 1} />}
          {snapshots.taken > 0 && <div key={snapshots.taken} className={css.flash} aria-hidden="true" />}
          <header className={css.top}>
            <h1 className={css.name} dir="auto">
              <Names other={other} room={room} />
            </h1>
            {props.caption && (
              <span className={css.caption} dir="auto">
                {props.caption}
              </span>
            )}
            <span className={css.time}>
              <Timer since={view.since} label={t('call.duration')} />
            </span>
            {props.badge}
          </header>
          {isSettled && (
            <CallState
              view={view}
              media={media}
              connection={props.connection}
              isHeld={isHeld}
              isAmongMore={room.members.length > 1}
              onRetryAudio={() => onMuted(false)}
              onRetryVideo={() => onVideo(true)}
            >
              <RoomNotices main={other} others={room.members.length > 0 ? room.members : [other]} />
              <CallNotices
                {...here}
                name={other.name}
                screen={screen}
                hold={hold}
                isReceivingScreen={media.receiving.screen}
                snapshotRefusal={snapshots.refusal}
                onStopScreen={() => props.onScreen(false)}
                onScreenProblemRead={props.onScreenProblemRead}
              />
              {props.notices}
            </CallState>
          )}
          <footer className={css.bottom}>{isSettled && <Controls {...props} here={here} />}</footer>
        </div>
        {panel.open && (
          <SidePanel key={panel.open} title={titles[panel.open]} onClose={panel.close}>
            {panels[panel.open]}
          </SidePanel>
        )}
        {out.window && <PictureWindow {...{ window: out.window, other, media, onMuted, onVideo, onHangUp }} />}
        <Help here={here} media={media} />
      </section>
    </main>
  );
}

/** With whom one talks: of three, both. */
function Names({ other, room }: { readonly other: StartedView['other']; readonly room: RoomView }) {
  const { t } = useTranslation();
  const [one, two] = room.members;
  return one && two ? t('room.two', { name: one.name, other: two.name }) : other.name;
}

type Here = ReturnType<typeof useInCall>;

function Controls({ here, media, unread = 0, controls = [], ...does }: InCallScreenProps & { readonly here: Here }) {
  const { runs, panel } = here;
  const keys = keysOf(runs, here.help.areKeysOn);
  const { isFullScreen, isSharing } = here;
  const isNarrow = useNarrow();
  const isTight = useNarrow(TIGHT) || isNarrow;
  const more = useMoreItems(runs, { keys, isFullScreen, isOut: here.out.isOn, isNarrow, isSharing });
  return (
    <CallControls
      sending={media.sending}
      allowed={media.allowed}
      screen={runs.screen && !isNarrow ? { isOn: isSharing, toggle: runs.screen } : null}
      chat={runs.chat ? { isOpen: panel.open === 'chat', unread, toggle: runs.chat } : null}
      extra={isTight ? [] : controls}
      more={isTight ? [...controls.map((each) => ({ ...each, shortcut: keyOf(keys, each.id) })), ...more] : more}
      keys={keys}
      onMuted={does.onMuted}
      onVideo={does.onVideo}
      onHangUp={does.onHangUp}
    />
  );
}

/** The key of what a page has added, if it has one. */
function keyOf(keys: Readonly<Record<string, string | undefined>>, id: string): string | undefined {
  return keys[id];
}

function Help({ here, media }: { readonly here: Here; readonly media: MediaView }) {
  const { help, runs } = here;
  if (!help.isOpen) return null;
  const isHere = (action: (typeof SHORTCUTS)[number]['action']): boolean =>
    action === 'talk' ? media.allowed.audio : runs[action] !== undefined;
  const actions = SHORTCUTS.map(({ action }) => action).filter(isHere);
  return (
    <Suspense fallback={null}>
      <ShortcutsHelp actions={actions} isOn={help.areKeysOn} onToggle={help.setKeysOn} onClose={help.close} />
    </Suspense>
  );
}
