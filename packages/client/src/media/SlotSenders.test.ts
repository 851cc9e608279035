import { afterEach, expect, it, vi } from 'vitest';
import { FakeStream } from '../testing/FakeTrack.js';
import { SlotSenders } from './SlotSenders.js';
import { NO_TRACKS } from './slots.js';

afterEach(() => vi.unstubAllGlobals());

it('asks the encoders of pictures, and no other, for whole ones; after what was limited before', async () => {
  vi.stubGlobal('MediaStream', FakeStream);
  const asked: { readonly kind: string; readonly maxBitrate?: number; readonly options?: object }[] = [];
  const connection = {
    addTransceiver: (kind: string) => ({
      sender: {
        getParameters: () => ({ encodings: [{}] }),
        setParameters: async ({ encodings }: RTCRtpSendParameters, options?: object) => {
          const [{ maxBitrate } = {}] = encodings;
          asked.push({ kind, ...(maxBitrate && { maxBitrate }), ...(options && { options }) });
        },
      },
    }),
  };
  const senders = new SlotSenders({ audio: true, video: true }, NO_TRACKS);
  senders.addTo(connection as unknown as RTCPeerConnection);
  senders.limit('video', { maxBitrate: 1_000 });
  senders.refresh();
  await vi.waitFor(() => expect(asked).toHaveLength(3));
  const whole = { kind: 'video', options: { encodingOptions: [{ keyFrame: true }] } };
  expect(asked).toEqual([{ kind: 'video', maxBitrate: 1_000 }, whole, whole]);
});
