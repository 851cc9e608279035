import type { EffectKind } from '@frontdesk/client';
import { useStore } from '@frontdesk/ui';
import { Sparkles } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EffectsPort } from '../ports.js';
import { CloseNews } from './CloseNews.js';
import css from './DeviceNews.module.css';

/** That an effect has ended by itself: one must know that the room is seen again. */
export function EffectNews({ effects }: { readonly effects: EffectsPort }) {
  return (
    <>
      <Ended effects={effects} kind="blur" />
      <Ended effects={effects} kind="noise" />
    </>
  );
}

function Ended({ effects, kind }: { readonly effects: EffectsPort; readonly kind: EffectKind }) {
  const { t } = useTranslation();
  const effect = useStore(effects.view)[kind];
  const [readFor, setReadFor] = useState(effect.state === 'overloaded' || effect.state === 'failed' ? effect : null);
  if ((effect.state !== 'overloaded' && effect.state !== 'failed') || effect === readFor) return null;
  return (
    <p className={css.news}>
      <Sparkles size={17} aria-hidden="true" />
      <span>{t(`effects.${kind}.${effect.state}`)}</span>
      <CloseNews onClick={() => setReadFor(effect)} />
    </p>
  );
}
