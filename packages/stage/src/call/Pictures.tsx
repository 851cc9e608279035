import type { HoldView, MediaView, RoomView, SideCallView } from '@frontdesk/client';
import type { PartySnapshot } from '@frontdesk/protocol';
import { Avatar, SelfView, VideoTile } from '@frontdesk/ui';
import { ArrowLeftRight, MicOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Face, facesOf, screenIn } from './faces.js';
import css from './Pictures.module.css';

interface PicturesProps {
  readonly other: PartySnapshot;
  readonly media: MediaView;
  readonly room: RoomView;
  readonly side: SideCallView;
  readonly hold: HoldView;
}

/** What can stand large: the shared screen, or somebody by their key. */
type Subject = string;
const SCREEN = 'screen';

/**
 * The other as large as there is room, oneself small; two others beside each other. A shared screen takes the room, with
 * the faces beside it.
 */
export function Pictures(props: PicturesProps) {
  const { t } = useTranslation();
  const { media } = props;
  const faces = facesOf(props);
  const screen = screenIn(props);
  const [large, setLarge] = useLarge(screen?.stream ?? null);
  const isPair = faces.length > 1;
  return (
    <div className={css.pictures} data-docked={screen !== null} data-pair={isPair}>
      {faces.map((face) => (
        <Tile
          key={face.key}
          // What is saved and taken out is the main one.
          isLarge={screen ? large === face.key : face.isMain}
          isSmall={screen !== null && large !== face.key}
          enlarge={t('stage.enlargePerson', { name: face.name })}
          onEnlarge={() => setLarge(face.key)}
          caption={isPair || (screen && large !== face.key) ? <Name face={face} /> : null}
        >
          <FacePicture face={face} isLarge={screen === null || large === face.key} isPair={isPair} />
        </Tile>
      ))}
      {screen && (
        <Tile
          isLarge={large === SCREEN}
          isSmall={large !== SCREEN}
          enlarge={t('stage.enlargeScreen', { name: screen.name })}
          caption={large === SCREEN ? null : t('stage.screenOf', { name: screen.name })}
          onEnlarge={() => setLarge(SCREEN)}
        >
          <VideoTile stream={screen.stream} label={t('stage.screenOf', { name: screen.name })} isShown isWhole />
        </Tile>
      )}
      <SelfView
        stream={media.local}
        isVideoOn={media.sending.video}
        isMuted={!media.sending.audio}
        isDocked={screen !== null}
      />
    </div>
  );
}

interface FacePictureProps {
  readonly face: Face;
  readonly isLarge: boolean;
  readonly isPair: boolean;
}

function FacePicture({ face, isLarge, isPair }: FacePictureProps) {
  const { userId, name, stream, hasPicture } = face;
  return (
    <>
      <VideoTile stream={stream} label={name} isShown={hasPicture} />
      {!hasPicture && (
        <div className={css.faceless}>
          <Avatar userId={userId} name={name} size={isLarge ? (isPair ? 'l' : 'xl') : 'm'} />
        </div>
      )}
    </>
  );
}

/** Who it is, and what one would not see: three people cannot all be told of above the picture. */
function Name({ face: { name, state } }: { readonly face: Face }) {
  const { t } = useTranslation();
  return (
    <>
      {state === 'muted' && <MicOff size={14} role="img" aria-label={t('room.muted')} />}
      <span className={css.name}>{name}</span>
      {state === 'connecting' && <span className={css.state}>{t('room.connecting')}</span>}
      {state === 'held' && <span className={css.state}>{t('room.hold.title')}</span>}
      {state === 'away' && <span className={css.state}>{t('room.back')}</span>}
    </>
  );
}

/** A screen that begins to be shared stands large, until the person chooses otherwise. */
function useLarge(screen: MediaStream | null): [Subject, (subject: Subject) => void] {
  const [chosen, setChosen] = useState<{ readonly screen: MediaStream | null; readonly subject: Subject } | null>(null);
  return [chosen?.screen === screen ? chosen.subject : SCREEN, (subject) => setChosen({ screen, subject })];
}

interface TileProps {
  readonly isLarge: boolean;
  /** It stands beside a large one, and may take its place. */
  readonly isSmall: boolean;
  /** What a click on the small one does. */
  readonly enlarge: string;
  /** Whose it is: said of one among several. */
  readonly caption: ReactNode;
  readonly onEnlarge: () => void;
  readonly children: ReactNode;
}

/** The same element large and small, so that sound and picture go on while they change places. */
function Tile({ isLarge, isSmall, enlarge, caption, onEnlarge, children }: TileProps) {
  return (
    <div className={css.tile} data-large={isLarge} data-small={isSmall}>
      {children}
      {caption && (
        <span className={css.caption} dir="auto" aria-hidden={isSmall}>
          {caption}
        </span>
      )}
      {isSmall && (
        <button type="button" className={css.enlarge} aria-label={enlarge} title={enlarge} onClick={onEnlarge}>
          <ArrowLeftRight size={18} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
