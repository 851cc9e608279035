import { beforeEach, expect, test, vi } from 'vitest';
import { BEN, started } from '../testing/calls.js';
import { FakeStream, FakeTrack } from '../testing/FakeTrack.js';
import { ManualClock, settled } from '../testing/ManualClock.js';
import type { CallView } from '../views.js';
import { ScreenShare } from './ScreenShare.js';

const IN_CALL: CallView = { state: 'started', call: started(), side: 'caller', other: BEN, reachable: true, since: 0 };
const IDLE: CallView = { state: 'idle' };

beforeEach(() => {
  vi.stubGlobal('MediaStream', FakeStream);
});

/** A page whose browser's list of screens the test answers. */
function sharing(supported: object = {}) {
  const clock = new ManualClock();
  const asked: { options: object; choose(tracks: FakeTrack[]): Promise<void>; refuse(name: string): Promise<void> }[] =
    [];
  const sent: (readonly unknown[] | null)[] = [];
  const screen = new ScreenShare({
    clock,
    send: (stream) => void sent.push(stream?.getTracks() ?? null),
    source: {
      getSupportedConstraints: () => supported,
      getDisplayMedia: (options) =>
        new Promise((choose, refuse) => {
          asked.push({
            options,
            choose: (tracks) => {
              choose(new MediaStream(tracks.map((track) => track.asTrack())));
              return settled();
            },
            refuse: (name) => {
              refuse(new DOMException('', name));
              return settled();
            },
          });
        }),
    },
  });
  const share = async (picture = new FakeTrack('video')) => {
    screen.follow(IN_CALL);
    void screen.start();
    await asked.at(-1)?.choose([picture]);
    return picture;
  };
  return { screen, clock, asked, sent, share };
}

test('what is chosen is sent, and is ended when one stops', async () => {
  const { screen, sent, share } = sharing();
  const picture = await share();
  expect(screen.view.get()).toMatchObject({ state: 'on', problem: null });
  expect(sent).toEqual([[picture]]);
  screen.stop();
  expect(sent).toEqual([[picture], null]);
  expect(picture.readyState).toBe('ended');
  expect(screen.view.get()).toMatchObject({ state: 'off', stream: null });
});

test('the browser’s own “Stop sharing” ends it', async () => {
  const { screen, sent, share } = sharing();
  const picture = await share();
  picture.vanish();
  expect(sent.at(-1)).toBeNull();
  expect(screen.view.get().state).toBe('off');
});

test('it ends with the call, and what is chosen after that is not shared', async () => {
  const { screen, asked, sent, share } = sharing();
  const picture = await share();
  screen.follow(IDLE);
  expect(picture.readyState).toBe('ended');
  screen.follow(IN_CALL);
  void screen.start();
  screen.follow(IDLE);
  const late = new FakeTrack('video');
  await asked.at(-1)?.choose([late]);
  expect(late.readyState).toBe('ended');
  expect(sent.at(-1)).toBeNull();
  expect(screen.view.get().state).toBe('off');
});

test('it goes on while the other’s page is away', async () => {
  const { screen, share } = sharing();
  await share();
  screen.follow({ ...IN_CALL, reachable: false });
  expect(screen.view.get().state).toBe('on');
});

test('whoever closes the list is told nothing, whoever may not share is told why until the next attempt', async () => {
  const { screen, clock, asked } = sharing();
  screen.follow(IN_CALL);
  void screen.start();
  clock.pass(2_000);
  await asked.at(-1)?.refuse('NotAllowedError');
  expect(screen.view.get()).toMatchObject({ state: 'off', problem: null });
  void screen.start();
  await asked.at(-1)?.refuse('NotAllowedError');
  expect(screen.view.get()).toMatchObject({ state: 'off', problem: 'denied' });
  void screen.start();
  expect(screen.view.get()).toMatchObject({ state: 'choosing', problem: null });
});

test('a second click while the list is open, or without a call, does nothing', async () => {
  const { screen, asked } = sharing();
  void screen.start();
  expect(asked).toHaveLength(0);
  screen.follow(IN_CALL);
  void screen.start();
  void screen.start();
  expect(asked).toHaveLength(1);
});

test('the system’s sound is offered only where the other’s voice is left out of it', () => {
  for (const [supported, systemAudio] of [
    [{}, 'exclude'],
    [{ restrictOwnAudio: true }, 'include'],
  ] as const) {
    const { screen, asked } = sharing(supported);
    screen.follow(IN_CALL);
    void screen.start();
    expect(asked[0]?.options).toMatchObject({ systemAudio });
  }
});

test('where the browser can’t, it is not possible', () => {
  const screen = new ScreenShare({ clock: new ManualClock(), send: () => undefined, source: null });
  expect(screen.view.get().isPossible).toBe(false);
});
