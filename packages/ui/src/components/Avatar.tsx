import css from './Avatar.module.css';
import { initials, personColor } from './initials.js';

interface AvatarProps {
  readonly userId: string;
  readonly name: string;
  readonly size?: 'm' | 'l' | 'xl';
}

/** A person without a picture. Decoration: the name always stands beside it as text. */
export function Avatar({ userId, name, size = 'm' }: AvatarProps) {
  return (
    <span className={css.avatar} data-size={size} style={{ background: personColor(userId) }} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
