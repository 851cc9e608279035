import { MicOff, Move, VideoOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import css from './SelfView.module.css';
import { useCornerDrag } from './useCornerDrag.js';
import { VideoTile } from './VideoTile.js';

interface SelfViewProps {
  readonly stream: MediaStream | null;
  readonly isVideoOn: boolean;
  readonly isMuted: boolean;
  /** It has a place of its own, and is not moved. */
  readonly isDocked?: boolean;
}

/** Oneself in a call: small, in a corner, movable by pointer and by arrow keys. */
export function SelfView({ stream, isVideoOn, isMuted, isDocked = false }: SelfViewProps) {
  const { t } = useTranslation();
  const { ref, corner, onKeyDown, onPointerDown, onPointerMove, onPointerUp } = useCornerDrag('bottom-right');
  return (
    <div
      ref={ref}
      className={css.self}
      data-corner={corner}
      data-video={isVideoOn}
      data-docked={isDocked}
      onPointerDown={isDocked ? undefined : onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
    >
      <VideoTile stream={stream} label={t('call.you')} isOwn isShown={isVideoOn} />
      {!isVideoOn && (
        <span className={css.off}>
          <VideoOff size={20} aria-hidden="true" />
          <span>{t('call.you')}</span>
        </span>
      )}
      {isMuted && (
        <span className={css.muted} title={t('call.youMuted')}>
          <MicOff size={14} aria-hidden="true" />
        </span>
      )}
      {!isDocked && (
        <button
          type="button"
          className={css.move}
          aria-label={t('call.move')}
          aria-description={t('call.moveHint')}
          title={`${t('call.move')}. ${t('call.moveHint')}`}
          onKeyDown={onKeyDown}
        >
          <Move size={16} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
