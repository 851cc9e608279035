import type { PresentUser } from '@frontdesk/protocol';
import { Phone, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from './Avatar.js';
import { IconButton } from './IconButton.js';
import css from './PersonRow.module.css';
import { StatusDot } from './StatusDot.js';

interface PersonRowProps {
  readonly person: PresentUser;
  /** Where a name repeats, only the id tells who is who. */
  readonly showId: boolean;
  readonly onCall: (kinds: { readonly video: boolean }) => void;
}

/** One person who is there, with the two ways to call; one who has just gone stays for a moment, and can't be called. */
export function PersonRow({ person, showId, onCall }: PersonRowProps) {
  const { t } = useTranslation();
  return (
    <li className={css.row}>
      <Avatar userId={person.userId} name={person.name} />
      <div className={css.who}>
        <span className={css.name} dir="auto">
          {person.name}
        </span>
        <span className={css.detail}>
          <StatusDot status={person.status} />
          {showId && <span className={css.id}>{person.userId}</span>}
        </span>
      </div>
      <div className={css.actions} data-gone={person.status === 'offline'}>
        <IconButton
          label={t('home.voiceCall', { name: person.name })}
          icon={<Phone size={20} aria-hidden="true" />}
          onClick={() => onCall({ video: false })}
        />
        <IconButton
          label={t('home.call', { name: person.name })}
          icon={<Video size={21} aria-hidden="true" />}
          tone="accent"
          onClick={() => onCall({ video: true })}
        />
      </div>
    </li>
  );
}
