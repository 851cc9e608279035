import { type DevicesView, NETWORK_STEPS, type NetworkView, summaryOf } from '@frontdesk/client';

interface Circumstances {
  readonly at: Date;
  readonly address: string;
  readonly agent: string;
}

/** What was found, as text for the one who helps: in English and in codes, so that it means the same to everybody. */
export function checkReport(view: NetworkView, devices: DevicesView, { at, address, agent }: Circumstances): string {
  const steps = NETWORK_STEPS.map((step) => {
    const { state, reason, ms } = view[step];
    return [`${step}: ${state}`, reason && `(${reason})`, ms !== null && `${Math.round(ms)} ms`]
      .filter(Boolean)
      .join(' ');
  });
  const list = (name: string, all: readonly { readonly label: string }[]): string =>
    `${name}: ${all.map(({ label }) => label || 'no name').join(', ') || 'none'}`;
  return [
    `Frontdesk set-up check, ${at.toISOString()}`,
    `address: ${address}`,
    `browser: ${agent}`,
    `summary: ${summaryOf(view)}`,
    ...steps,
    list('cameras', devices.cameras),
    list('microphones', devices.microphones),
    list('speakers', devices.speakers),
  ].join('\n');
}
