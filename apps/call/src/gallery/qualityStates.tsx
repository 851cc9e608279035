import { type QualityView, type Sample, type ToldQuality, WritableStore } from '@frontdesk/client';
import { DetailsPanel, InCallScreen, QualityBadge, QualityNotices } from '@frontdesk/stage/parts';
import { BEN, Clicked, ELLIPSIS, LONG, media, NOW, READY, screen, started } from '@frontdesk/stage/samples';
import type { ReactNode } from 'react';

const DETAILS = [ELLIPSIS, '.lucide-activity'];
const nothing = (): void => undefined;

/** A minute that is bad by this much, 0..1, near its end. */
function minute(bad: number): readonly Sample[] {
  return Array.from({ length: 60 }, (_, second) => {
    // A wave, so that a picture of it is always the same.
    const wave = 0.5 + 0.5 * Math.sin(second / 3) * Math.cos(second / 7);
    const weight = bad * Math.min(1, Math.max(0, (second - 25) / 15));
    const video = {
      bitrate: 1_500_000 * (1 - 0.85 * weight) + 200_000 * wave,
      loss: 0,
      jitterMs: 4,
      framesPerSecond: weight > 0.5 ? 12 : 30,
      width: weight > 0.5 ? 320 : 1280,
      height: weight > 0.5 ? 180 : 720,
      freezes: bad > 0 && second === 31 ? 1 : 0,
      frozenMs: 0,
      codec: 'VP8',
    };
    const audio = { ...video, bitrate: 38_000, width: null, height: null, framesPerSecond: null, codec: 'opus' };
    const flow = {
      bitrate: video.bitrate + 38_000,
      loss: 0.002 * wave + 0.12 * weight * wave,
      jitterMs: 4 + 60 * weight,
      slots: { audio, video },
    };
    return {
      at: NOW - (60 - second) * 1_000,
      sent: flow,
      received: { ...flow, bitrate: flow.bitrate * 0.8, loss: 0.001 * wave },
      roundTripMs: 34 + 8 * wave + 380 * weight,
      reportAgeMs: 500,
      availableBitrate: 2_400_000 * (1 - 0.8 * weight),
      limitedBy: null,
      route: { isRelayed: bad > 0, protocol: bad > 0 ? 'tls' : 'udp' },
    };
  });
}

function inCall(fields: Partial<QualityView> = {}, other = BEN): ReactNode {
  const quality = new WritableStore<QualityView>({
    step: 'good',
    reason: null,
    picture: 'full',
    pictureBecause: null,
    other: null,
    mic: 'fine',
    samples: minute(0),
    ...fields,
  });
  const both = media();
  const isMuted = fields.mic === 'speakingMuted';
  const shown = isMuted ? { ...both, sending: { ...both.sending, audio: false } } : both;
  return (
    <InCallScreen
      view={started(other)}
      media={shown}
      connection={READY}
      screen={screen('off')}
      panels={{ details: <DetailsPanel quality={quality} /> }}
      badge={<QualityBadge quality={quality} media={new WritableStore(shown)} />}
      notices={<QualityNotices quality={quality} name={other.name} onUnmute={nothing} />}
      onMuted={nothing}
      onVideo={nothing}
      onScreen={nothing}
      onScreenProblemRead={nothing}
      onHangUp={nothing}
    />
  );
}

const POOR: Partial<QualityView> = { step: 'poor', reason: 'loss', samples: minute(1) };
const OTHER: ToldQuality = { step: 'poor', reason: 'bandwidth', picture: 'paused' };

/** How good a call is, what is done about it, and what the microphone does. */
export const QUALITY_STATES: Readonly<Record<string, () => ReactNode>> = {
  'quality-good': () => inCall(),
  'quality-fair': () => inCall({ step: 'fair', reason: 'cpu', picture: 'smaller', pictureBecause: 'cpu' }),
  'quality-poor': () => inCall(POOR),
  'quality-paused': () => inCall({ ...POOR, picture: 'paused', pictureBecause: 'network' }),
  'quality-other-paused': () => inCall({ step: 'poor', reason: 'other', other: OTHER }),
  'quality-long': () => inCall({ ...POOR, picture: 'smaller', pictureBecause: 'network', other: OTHER }, LONG),
  'quality-muted': () => inCall({ mic: 'speakingMuted' }),
  'quality-silent': () => inCall({ mic: 'silent' }),
  'details-good': () => <Clicked signs={DETAILS}>{inCall()}</Clicked>,
  'details-poor': () => (
    <Clicked signs={DETAILS}>{inCall({ ...POOR, picture: 'paused', pictureBecause: 'network' })}</Clicked>
  ),
  'details-nothing': () => <Clicked signs={DETAILS}>{inCall({ samples: [] })}</Clicked>,
};
