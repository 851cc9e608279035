import type { MediaView } from '@frontdesk/client';
import type { PartySnapshot } from '@frontdesk/protocol';
import { Avatar, SelfView, VideoTile } from '@frontdesk/ui';
import { ArrowLeftRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Pictures.module.css';

interface PicturesProps {
  readonly other: PartySnapshot;
  readonly media: MediaView;
}

/** What can stand large. */
type Subject = 'person' | 'screen';

/** The other as large as there is room, oneself small; a shared screen takes the room, with the faces beside it. */
export function Pictures({ other, media }: PicturesProps) {
  const { t } = useTranslation();
  const { name } = other;
  const screen = media.link === 'none' ? null : media.remoteScreen;
  const [large, setLarge] = useLarge(screen);
  const hasPicture = media.receiving.video && media.remote !== null && media.link !== 'none';
  return (
    <div className={css.pictures} data-docked={screen !== null}>
      <Tile
        isLarge={large === 'person'}
        enlarge={t('stage.enlargePerson', { name })}
        caption={name}
        onEnlarge={() => setLarge('person')}
      >
        <VideoTile stream={media.remote} label={name} isShown={hasPicture} />
        {!hasPicture && (
          <div className={css.faceless}>
            <Avatar userId={other.userId} name={name} size={large === 'person' ? 'xl' : 'm'} />
          </div>
        )}
      </Tile>
      {screen && (
        <Tile
          isLarge={large === 'screen'}
          enlarge={t('stage.enlargeScreen', { name })}
          caption={t('stage.screenOf', { name })}
          onEnlarge={() => setLarge('screen')}
        >
          <VideoTile stream={screen} label={t('stage.screenOf', { name })} isShown isWhole />
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

/** A screen that begins to be shared stands large, until the person chooses otherwise. */
function useLarge(screen: MediaStream | null): [Subject, (subject: Subject) => void] {
  const [chosen, setChosen] = useState<{ readonly screen: MediaStream | null; readonly subject: Subject } | null>(null);
  const usual = screen ? 'screen' : 'person';
  return [chosen?.screen === screen ? chosen.subject : usual, (subject) => setChosen({ screen, subject })];
}

interface TileProps {
  readonly isLarge: boolean;
  /** What a click on the small one does. */
  readonly enlarge: string;
  /** Whose it is: said of the small one. */
  readonly caption: string;
  readonly onEnlarge: () => void;
  readonly children: ReactNode;
}

/** The same element large and small, so that sound and picture go on while they change places. */
function Tile({ isLarge, enlarge, caption, onEnlarge, children }: TileProps) {
  return (
    <div className={css.tile} data-large={isLarge}>
      {children}
      {!isLarge && (
        <>
          <span className={css.caption} dir="auto" aria-hidden="true">
            {caption}
          </span>
          <button type="button" className={css.enlarge} aria-label={enlarge} title={enlarge} onClick={onEnlarge}>
            <ArrowLeftRight size={18} aria-hidden="true" />
          </button>
        </>
      )}
    </div>
  );
}
