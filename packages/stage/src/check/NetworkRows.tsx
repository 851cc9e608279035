import { NETWORK_STEPS, type NetworkStep, type NetworkView, type StepResult } from '@frontdesk/client';
import { useTranslation } from 'react-i18next';
import { CheckRow } from './CheckRow.js';

/** The way to the server and the ways for picture and sound, each with what to do about it (P16). */
export function NetworkRows({ view }: { readonly view: NetworkView }) {
  const { t } = useTranslation();
  return NETWORK_STEPS.map((step) => {
    const result = view[step];
    const advice = adviceOf(step, result);
    const value = result.ms === null ? undefined : t('check.ms', { ms: Math.max(1, Math.round(result.ms)) });
    return (
      <CheckRow key={step} label={t(`check.step.${step}`)} state={result.state} value={value}>
        {advice && <p>{t(advice)}</p>}
      </CheckRow>
    );
  });
}

function adviceOf(step: NetworkStep, { reason }: StepResult) {
  if (reason === 'blocked' && step === 'socket') return 'check.reason.socketBlocked';
  if (reason === 'blocked' && step === 'direct') return 'check.reason.directBlocked';
  return reason && (`check.reason.${reason}` as const);
}
