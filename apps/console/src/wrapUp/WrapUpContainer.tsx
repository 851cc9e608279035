import type { SeatView, User } from '@frontdesk/protocol';
import { useStore } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import type { BetweenProps } from '../Between.js';
import { endingWords } from '../endingWords.js';
import type { Parts } from '../makeParts.js';
import { refusalOf } from '../parts/refusal.js';
import { WrapUp } from './WrapUp.js';

interface WrapUpContainerProps extends Pick<BetweenProps, 'ended'> {
  readonly parts: Parts;
  readonly user: User;
  readonly seat: SeatView;
}

/** The wrap-up of the call that the desk says; after a reload too. */
export function WrapUpContainer({ parts, user, seat, ended }: WrapUpContainerProps) {
  const { t } = useTranslation();
  const { calls, desk } = parts;
  const cards = useStore(desk.cards.view);
  const notes = useStore(desk.notes.view);
  const chosen = useStore(desk.disposition.view);
  const { callId } = seat;
  if (callId === null) return null;
  const disposition = chosen.callId === callId ? chosen.disposition : null;
  const own = ended?.call?.callId === callId ? ended : null;
  return (
    <WrapUp
      seat={seat}
      card={cards.callId === callId ? cards.card : null}
      notes={notes}
      talkedMs={own?.talkedMs ?? null}
      ending={own && endingWords(own, user, t)}
      disposition={disposition}
      onDisposition={(each) => desk.disposition.choose(callId, each)}
      onWrite={desk.notes.write}
      onDone={async () => {
        const answer = await desk.done(callId, disposition);
        if (!answer.ok) return refusalOf(answer.error);
        calls.dismiss();
        return null;
      }}
    />
  );
}
