import type { Customer } from '@frontdesk/client';
import { useState } from 'react';
import type { SoundChoice } from './Sounds.js';

const KEY = 'sounds';

/** What somebody wants to hear in line, kept in this browser. Both at first: who does something else has to hear it. */
export function useSoundChoice({ keep }: Customer): readonly [SoundChoice, (choice: SoundChoice) => void] {
  const [choice, setChoice] = useState<SoundChoice>(() => asChoice(keep.read(KEY)));
  const choose = (next: SoundChoice): void => {
    setChoice(next);
    keep.write(KEY, next);
  };
  return [choice, choose];
}

function asChoice(value: unknown): SoundChoice {
  const { music, chime } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return { music: music !== false, chime: chime !== false };
}
