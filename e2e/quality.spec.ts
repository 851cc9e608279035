import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { test } from './fixtures.js';
import { callIdOf } from './watching.js';

test.use({ hasFullCameras: true });

const SOON = { timeout: 20_000 };

/** Stands in for the microphone: switched off it gives digital silence, and a tone as of a voice while one speaks. */
async function playMicrophone(page: Page): Promise<void> {
  await page.evaluate(() => {
    const context = new AudioContext();
    const voice = new GainNode(context, { gain: 0 });
    const microphone = context.createMediaStreamDestination();
    const tone = new OscillatorNode(context, { frequency: 300 });
    tone.connect(voice).connect(microphone);
    tone.start();
    Object.assign(globalThis, { voice });
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      const sound = microphone.stream.getAudioTracks().map((track) => track.clone());
      return new MediaStream(constraints?.audio ? [...stream.getVideoTracks(), ...sound] : stream.getVideoTracks());
    };
  });
}

async function speak(page: Page): Promise<void> {
  await page.evaluate(() => {
    (globalThis as unknown as { voice: GainNode }).voice.gain.value = 0.3;
  });
}

/** What the server keeps of this call, by side. */
function recordsOf(dataDir: string, callId: string): Record<string, unknown> {
  const folder = join(dataDir, 'quality');
  if (!existsSync(folder)) return {};
  const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  const records = lines.filter(Boolean).map((line) => JSON.parse(line) as { callId: string; side: string });
  return Object.fromEntries(records.filter((each) => each.callId === callId).map((each) => [each.side, each]));
}

test('one is told that the microphone is silent, and that one speaks muted; the call’s quality is kept by the server', async ({
  people,
  server,
}) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await playMicrophone(ann.page);
  await ann.call(bob);
  await bob.accept(ann);
  await ann.expectVideoCallWith(bob);
  await bob.expectVideo(ann);
  const callId = await callIdOf(ann.page);
  const silent = ann.page.getByText('We can’t hear you');
  const muted = ann.page.getByText('You are muted', { exact: true });
  await expect(silent).toBeVisible(SOON);
  await speak(ann.page);
  await expect(silent).toBeHidden(SOON);
  await bob.expectVideoCallWith(ann);
  await expect(muted).toBeHidden();
  await ann.mute();
  await expect(muted).toBeVisible(SOON);
  await ann.button('Unmute').first().click();
  await expect(muted).toBeHidden(SOON);
  await ann.hangUp();
  await bob.expectEnded('Ann hung up');
  const route = { relayed: false, protocol: 'udp' };
  const quality = expect.objectContaining({ route, reconnects: 0, browser: expect.stringMatching(/^\w+ \d+$/) });
  const kept = (side: string) => expect.objectContaining({ callId, side, quality });
  await expect
    .poll(() => recordsOf(server.dataDir, callId), SOON)
    .toEqual({ caller: kept('caller'), callee: kept('callee') });
});
