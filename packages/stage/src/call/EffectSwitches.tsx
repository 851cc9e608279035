import type { EffectKind, EffectView } from '@frontdesk/client';
import { useStore } from '@frontdesk/ui';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { EffectsPort } from '../ports.js';
import css from './EffectSwitches.module.css';

interface EffectSwitchesProps {
  readonly effects: EffectsPort;
}

/** What one may have made of one's own picture and sound; what they need loads when one is switched on. */
export function EffectSwitches({ effects }: EffectSwitchesProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={css.switches} aria-label={t('effects.title')}>
      <EffectSwitch kind="blur" effects={effects} />
      <EffectSwitch kind="noise" effects={effects} />
    </fieldset>
  );
}

function EffectSwitch({ kind, effects }: EffectSwitchesProps & { readonly kind: EffectKind }) {
  const { t } = useTranslation();
  const id = useId();
  const effect = useStore(effects.view)[kind];
  return (
    <div className={css.row}>
      <label className={css.label}>
        <input
          className={css.switch}
          type="checkbox"
          aria-describedby={id}
          checked={effect.isWanted}
          disabled={effect.state === 'unsupported'}
          onChange={(event) => effects.set(kind, event.currentTarget.checked)}
        />
        {t(`effects.${kind}.label`)}
      </label>
      <p id={id} role="status" className={css.hint}>
        {t(hintOf(kind, effect))}
      </p>
    </div>
  );
}

function hintOf(kind: EffectKind, { state }: EffectView) {
  return state === 'off' || state === 'on' ? (`effects.${kind}.hint` as const) : (`effects.${kind}.${state}` as const);
}
