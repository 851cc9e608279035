import { expect, it, vi } from 'vitest';
import { FakeTrack } from '../testing/FakeTrack.js';
import { askDevices } from './askDevices.js';

const NONE = { audio: null, video: null };

it('asks for what is wanted, says what stands in the way, and leaves nothing open', async () => {
  const audio = new FakeTrack('audio');
  const asked: object[] = [];
  const open = async (kinds: object) => {
    asked.push(kinds);
    return { audio: audio.asTrack(), video: null, problems: { audio: null, video: 'denied' as const } };
  };
  const problems = await askDevices({ open }, { audio: true, video: true });
  expect([problems, asked, audio.readyState]).toEqual([
    { audio: null, video: 'denied' },
    [{ audio: true, video: true }],
    'ended',
  ]);
});

it('opens nothing where the browser has been told already', async () => {
  const query = vi.fn(async () => ({ state: 'granted' }));
  vi.stubGlobal('navigator', { permissions: { query } });
  const open = vi.fn();
  expect(await askDevices({ open }, { audio: true, video: false })).toEqual(NONE);
  expect([open.mock.calls, query.mock.calls]).toEqual([[], [[{ name: 'microphone' }]]]);
  vi.unstubAllGlobals();
});
