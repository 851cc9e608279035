import { afterEach, expect, it, vi } from 'vitest';
import { FakeStream, FakeTrack } from '../testing/FakeTrack.js';
import { settled } from '../testing/ManualClock.js';
import { SlotSenders } from './SlotSenders.js';
import { NO_TRACKS, type SlotTracks } from './slots.js';

afterEach(() => vi.unstubAllGlobals());

/** What the encoder of each kind was told last, once everything is said. */
async function tellingOf(tracks: SlotTracks, tell: (senders: SlotSenders) => void): Promise<object> {
  vi.stubGlobal('MediaStream', FakeStream);
  const told: Record<string, RTCRtpEncodingParameters | undefined> = {};
  const addTransceiver = (of: string | MediaStreamTrack) => ({
    sender: {
      getParameters: () => ({ encodings: [{}] }),
      setParameters: async ({ encodings: [encoding] }: RTCRtpSendParameters) => {
        told[typeof of === 'string' ? of : of.kind] = encoding;
      },
    },
  });
  const senders = new SlotSenders({ audio: true, video: true }, tracks);
  senders.addTo({ addTransceiver } as unknown as RTCPeerConnection);
  tell(senders);
  await settled();
  return told;
}

const VOICE = { ...NO_TRACKS, audio: new FakeTrack('audio').asTrack() };

it('holds pictures, and no sound, whatever limit is set meanwhile', async () => {
  const told = await tellingOf(VOICE, (senders) => {
    senders.hold(true);
    senders.limit('video', { maxBitrate: 1_000 });
    senders.limit('audio', { maxBitrate: 20 });
  });
  expect(told).toEqual({ video: { active: false, maxBitrate: 1_000 }, audio: { active: true, maxBitrate: 20 } });
});

it('goes on as limited last', async () => {
  const told = await tellingOf(VOICE, (senders) => {
    senders.limit('video', { maxBitrate: 1_000 });
    senders.hold(true);
    senders.hold(false);
  });
  expect(told).toEqual({ video: { active: true, maxBitrate: 1_000 } });
});

it('holds nothing where no voice is sent: nothing would tell the other side that the path is back', async () => {
  const told = await tellingOf(NO_TRACKS, (senders) => senders.hold(true));
  expect(told).toEqual({});
});
