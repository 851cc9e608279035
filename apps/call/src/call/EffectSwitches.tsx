import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Switch.layer.css';
import type { EffectKind, EffectView } from '@frontdesk/client';
import { useStore } from '@frontdesk/ui';
import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EffectsPort } from '../ports.js';
import css from './EffectSwitches.module.css';

const KINDS = ['blur', 'noise'] as const;

/** What one may have made of one's own picture and sound; what they need loads when one is switched on. */
export function EffectSwitches({ effects }: { readonly effects: EffectsPort }) {
  const { t } = useTranslation();
  const view = useStore(effects.view);
  return (
    <fieldset className={css.switches} aria-label={t('effects.title')}>
      {KINDS.map((kind) => (
        <Switch
          key={kind}
          label={t(`effects.${kind}.label`)}
          description={t(descriptionOf(kind, view[kind]))}
          checked={view[kind].isWanted}
          disabled={view[kind].state === 'unsupported'}
          onChange={(event) => effects.set(kind, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  );
}

function descriptionOf(kind: EffectKind, { state }: EffectView) {
  return state === 'off' || state === 'on' ? (`effects.${kind}.hint` as const) : (`effects.${kind}.${state}` as const);
}
