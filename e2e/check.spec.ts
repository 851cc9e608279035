import { findTurnServer } from './findTurnServer.js';
import { expect, test } from './fixtures.js';
import { People } from './People.js';
import { startServer } from './server.js';
import { startTurnServer } from './turnServer.js';

test('[P13] before the call one sees and hears oneself, and hears the tone', async ({ people }) => {
  const ann = await people.join('Ann');
  await ann.page.getByRole('link', { name: 'Check my set-up' }).click();
  await ann.expectStep('Camera', 'Works');
  await ann.expectStep('Microphone', 'Works');
  await ann.button('Record 3 seconds').click();
  const recording = ann.page.getByLabel('Your recording');
  await expect(recording).toBeVisible();
  const playedMs = () => recording.evaluate((audio) => (audio as HTMLAudioElement).currentTime);
  await expect.poll(playedMs).toBeGreaterThan(0.5);
  await ann.button('Play a test tone').click();
  await ann.button('Yes').click();
  await ann.expectStep('Speaker', 'Works');
  await ann.expectStep('Server', 'Works');
  await ann.expectStep('Live line to the server', 'Works');
  await ann.expectStep('Through the relay, over UDP', 'Not checked');
  await ann.expectText('The service can be reached. Whether picture and sound get through');
  await ann.button('Back').click();
  await ann.expectHome();
});

test('the check opens before one has joined, by a link, and asks to join for the rest', async ({ people }) => {
  const ann = await people.open('Ann', { path: '/#check' });
  await ann.expectStep('Camera', 'Works');
  await ann.expectStep('Server', 'Works');
  await ann.expectText('Join first');
  await ann.button('Back').click();
  await ann.join();
});

test('[P13] without a camera the check says so, and what to do', async ({ people }) => {
  const ann = await people.join('Ann', { devices: 'denied' });
  await ann.page.getByRole('link', { name: 'Check my set-up' }).click();
  await ann.expectStep('Camera', 'Does not work');
  await ann.expectText('The browser blocks your camera');
  await ann.expectText('Come back and try again.');
});

test('a call that comes in during the check rings', { tag: '@long' }, async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.page.getByRole('link', { name: 'Check my set-up' }).click();
  await ann.expectStep('Camera', 'Works');
  await bob.call(ann);
  await ann.expectRinging(bob);
  await ann.accept(bob);
  await ann.expectVideoCallWith(bob);
});

test('[P16] the check goes through the operator’s relay by UDP and TCP, and names TLS whose certificate nobody signed', {
  tag: '@long',
}, async ({ browsers }) => {
  const program = findTurnServer();
  test.skip(program === null, 'no coturn');
  const relay = await startTurnServer(program ?? '');
  const { udp, tcp, tls } = relay.urls;
  const server = await startServer({ TURN_URLS: [udp, tcp, tls].join(','), TURN_SECRET: relay.secret });
  const people = new People(server.url, browsers);
  try {
    const ann = await people.join('Ann');
    await ann.page.getByRole('link', { name: 'Check my set-up' }).click();
    await ann.expectStep('Through the relay, over UDP', 'Works');
    await ann.expectStep('Through the relay, over TCP', 'Works');
    await ann.expectStep('Through the relay, over TLS', 'Does not work');
    await ann.expectStep('Directly, over UDP', 'Works');
    await ann.expectText('Your connection is ready for calls.');
    await relay.kill();
    await ann.button('Check again').click();
    await ann.expectStep('Through the relay, over UDP', 'Does not work');
    await ann.expectText('picture and sound are blocked');
  } finally {
    await people.goHome();
    await server.stop();
    await relay.stop();
  }
});
