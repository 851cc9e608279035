import type { Sample, SlotSample } from '@frontdesk/client';
import { useTranslation } from 'react-i18next';

interface Detail {
  readonly name: string;
  readonly value: string;
  /** What it means, and from where on it is bad. */
  readonly meaning: string;
}

/** What the last second and the last minute were like, line by line. */
export function useDetails(samples: readonly Sample[]): readonly Detail[] {
  const { t } = useTranslation();
  const last = samples.at(-1);
  if (!last) return [];
  const unknown = t('quality.details.unknown');
  const detail = (
    key: 'way' | 'roundTrip' | 'loss' | 'jitter' | 'available' | 'seen' | 'shown' | 'freezes' | 'codecs',
    value: string,
  ): Detail => ({
    name: t(`quality.details.${key}`),
    value,
    meaning: t(`quality.meaning.${key}`),
  });
  const both = (sent: string, received: string): string => t('quality.details.both', { sent, received });
  const { sent, received, route } = last;
  const way = route
    ? t(route.isRelayed ? 'quality.details.relayed' : 'quality.details.direct', {
        protocol: route.protocol.toUpperCase(),
      })
    : unknown;
  const freezes = samples.reduce((sum, { received: { slots } }) => sum + freezesOf(slots), 0);
  const codecs = [sent.slots.audio, sent.slots.video].flatMap((slot) => slot?.codec ?? []);
  return [
    detail('way', way),
    detail('roundTrip', ms(last.roundTripMs) ?? unknown),
    detail('loss', both(percent(sent.loss) ?? unknown, percent(received.loss) ?? unknown)),
    detail('jitter', both(ms(sent.jitterMs) ?? unknown, ms(received.jitterMs) ?? unknown)),
    ...(last.availableBitrate === null
      ? []
      : [detail('available', `${Math.round(last.availableBitrate / 1_000)} kbit/s`)]),
    detail(
      'seen',
      pictureOf(sent.slots.screen ?? sent.slots.video, sent.slots.video) ?? t('quality.details.noPicture'),
    ),
    detail(
      'shown',
      pictureOf(received.slots.screen ?? received.slots.video, received.slots.video) ?? t('quality.details.noPicture'),
    ),
    detail('freezes', String(freezes)),
    ...(codecs.length === 0 ? [] : [detail('codecs', codecs.join(', '))]),
  ];
}

/** The picture that flows, the shared screen's before the camera's. */
function pictureOf(...slots: readonly (SlotSample | undefined)[]): string | null {
  const slot = slots.find((each) => each?.width && each.bitrate > 0);
  if (!slot) return null;
  return `${slot.width} × ${slot.height}${slot.framesPerSecond === null ? '' : `, ${Math.round(slot.framesPerSecond)}/s`}`;
}

function freezesOf(slots: Sample['received']['slots']): number {
  return Object.values(slots).reduce((sum, { freezes }) => sum + freezes, 0);
}

function ms(value: number | null): string | null {
  return value === null ? null : `${Math.round(value)} ms`;
}

function percent(value: number | null): string | null {
  return value === null ? null : `${(value * 100).toFixed(1)} %`;
}
