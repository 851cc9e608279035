import { expect, it } from 'vitest';
import { Keep } from '../Keep.js';
import { WritableStore } from '../Store.js';
import { ANA, ringing } from '../testing/calls.js';
import { FakeTrack } from '../testing/FakeTrack.js';
import { settled } from '../testing/ManualClock.js';
import type { CallView, DevicesView } from '../views.js';
import type { OpenRequest } from './Devices.js';
import { WarmDevices } from './WarmDevices.js';

const CALL = { audio: true, video: true, isQuick: true };
const INCOMING = { state: 'incoming', call: ringing(), other: ANA, reachable: true, answering: false } as const;
const DIALING = { state: 'dialing', to: 'ben', name: null, since: 0 } as const;

function someone(keep = new Keep(() => null)) {
  const opened: FakeTrack[] = [];
  const view = new WritableStore<DevicesView>({ cameraId: null, microphoneId: null } as DevicesView);
  const open = async ({ audio, video }: OpenRequest) => {
    const make = (kind: string) => {
      const track = new FakeTrack(kind);
      opened.push(track);
      return track.asTrack();
    };
    return {
      audio: audio ? make('audio') : null,
      video: video ? make('video') : null,
      problems: { audio: null, video: null },
    };
  };
  const warm = new WarmDevices({ devices: { open, view, choose: () => undefined }, keep });
  const live = () => opened.filter(({ readyState }) => readyState === 'live').length;
  return { warm, opened, live, keep, view };
}

it('opens nothing unless the person has chosen it', async () => {
  const { warm, opened } = someone();
  warm.signedIn('ben');
  warm.follow(INCOMING);
  await settled();
  expect(opened).toEqual([]);
});

it('[C23] gives an answered call what is open already, and opens anew when the call is over', async () => {
  const { warm, opened, live } = someone();
  warm.signedIn('ben');
  warm.set(true);
  await settled();
  warm.follow(INCOMING);
  const taken = await warm.open(CALL);
  expect(opened).toHaveLength(2);
  expect([taken.audio, taken.video]).toEqual(opened);
  expect(live()).toBe(2);
  warm.follow(DIALING);
  expect(live()).toBe(2);
  for (const track of opened) track.stop();
  warm.follow({ state: 'idle' });
  await settled();
  expect([opened.length, live()]).toEqual([4, 2]);
});

it('opens anew when another page has taken the call, or the answer did not get through', async () => {
  const { warm, opened, live } = someone();
  warm.signedIn('ben');
  warm.set(true);
  await settled();
  const accept = async (): Promise<void> => {
    const { audio, video } = await warm.open(CALL);
    warm.follow({ ...INCOMING, answering: true });
    // As the call does that does not begin.
    for (const track of [audio, video]) track?.stop();
  };
  warm.follow(INCOMING);
  await accept();
  expect(live()).toBe(0);
  warm.follow(INCOMING);
  await settled();
  expect([opened.length, live()]).toEqual([4, 2]);
  await accept();
  warm.follow({ state: 'ended' } as CallView);
  await settled();
  expect([opened.length, live(), warm.view.get().isReady]).toEqual([6, 2, true]);
  warm.follow({ state: 'idle' });
  await settled();
  expect(opened).toHaveLength(6);
});

it('turns the camera off for a call by voice', async () => {
  const { warm, opened, live } = someone();
  warm.signedIn('ben');
  warm.set(true);
  await settled();
  const { audio, video } = await warm.open({ ...CALL, video: false });
  expect([audio, video]).toEqual([opened[0], null]);
  expect(live()).toBe(1);
});

it('is remembered for this person only, and closed when they sign out', async () => {
  const { warm, live, keep } = someone();
  warm.signedIn('ben');
  warm.set(true);
  await settled();
  expect(live()).toBe(2);
  warm.close();
  expect(live()).toBe(0);
  const stranger = someone(keep);
  stranger.warm.signedIn('eve');
  await settled();
  expect([stranger.live(), stranger.warm.view.get().isOn]).toEqual([0, false]);
  const again = someone(keep);
  again.warm.signedIn('ben');
  await settled();
  expect(again.warm.view.get()).toEqual({ isOn: true, isReady: true });
});

it('stops what opens after it was switched off, and opens another device that was chosen', async () => {
  const { warm, opened, live, view } = someone();
  warm.signedIn('ben');
  warm.set(true);
  warm.set(false);
  await settled();
  expect(live()).toBe(0);
  warm.set(true);
  await settled();
  view.patch({ cameraId: 'other' });
  await settled();
  expect([opened.length, live()]).toEqual([6, 2]);
});
