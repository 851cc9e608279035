import { useNotificationPermission } from '@frontdesk/ui';
import { Bell, BellOff, BellRing, Music, VolumeX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Sounds.module.css';

/** What is to be heard while one waits; kept for the next time. */
export interface SoundChoice {
  readonly music: boolean;
  /** When it is nearly one's turn, and when it is. */
  readonly chime: boolean;
}

interface SoundsProps {
  readonly choice: SoundChoice;
  readonly onChoice: (choice: SoundChoice) => void;
  /** The browser lets the page sound only after a click. */
  readonly isBlocked: boolean;
}

/** What is heard, and told, while one waits. */
export function Sounds({ choice, onChoice, isBlocked }: SoundsProps) {
  const { t } = useTranslation('queue');
  const [answer, ask] = useNotificationPermission();
  const { music, chime } = choice;
  const isSilent = isBlocked && music;
  return (
    <fieldset className={css.sounds} aria-label={t('line.sounds')}>
      <Toggle
        label={t(isSilent ? 'line.musicBlocked' : 'line.music')}
        {...(!isSilent && { isPressed: music })}
        icon={music && !isBlocked ? <Music size={18} aria-hidden="true" /> : <VolumeX size={18} aria-hidden="true" />}
        // The click itself lets a blocked page sound.
        onClick={() => onChoice({ ...choice, music: isSilent || !music })}
      />
      <Toggle
        label={t('line.chime')}
        isPressed={chime}
        icon={chime ? <Bell size={18} aria-hidden="true" /> : <BellOff size={18} aria-hidden="true" />}
        onClick={() => onChoice({ ...choice, chime: !chime })}
      />
      {answer === 'default' && (
        <Toggle label={t('line.notify')} icon={<BellRing size={18} aria-hidden="true" />} onClick={() => void ask()} />
      )}
    </fieldset>
  );
}

interface ToggleProps {
  readonly label: string;
  readonly isPressed?: boolean;
  readonly icon: ReactNode;
  readonly onClick: () => void;
}

function Toggle({ label, isPressed, icon, onClick }: ToggleProps) {
  return (
    <button type="button" className={css.toggle} aria-pressed={isPressed} onClick={onClick}>
      {icon}
      <span>{label}</span>
    </button>
  );
}
