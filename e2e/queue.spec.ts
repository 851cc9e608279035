import { resolve } from 'node:path';
import { callNumber } from '@frontdesk/protocol';
import { AgentProgram } from './AgentProgram.js';
import { expect, test } from './fixtures.js';
import type { People } from './People.js';
import type { Person } from './Person.js';
import { Staff } from './Staff.js';

test.use({ settings: { DESK_FILE: resolve(import.meta.dirname, 'desk.json') } });

const SOON = { timeout: 20_000 };

function place(customer: Person, at: number) {
  return customer.page.getByRole('status', { name: `Position ${at}`, exact: true });
}

async function start(customer: Person): Promise<void> {
  await customer.page.getByRole('textbox', { name: 'Your name', exact: true }).fill(customer.name);
  await customer.page.getByRole('checkbox', { name: /^I agree/ }).check();
  await customer.button('Start call').click();
}

async function inLine(people: People, name: string, at: number): Promise<Person> {
  const customer = await people.open(name, { path: '/q/cards' });
  await start(customer);
  await expect(place(customer, at)).toBeVisible(SOON);
  return customer;
}

test('two wait in line; one leaves, the other comes back from a reload and a closed page, talks, and rates the call after a reload, once', async ({
  people,
  server,
}) => {
  const ann = await inLine(people, 'Ann', 1);
  const ben = await inLine(people, 'Ben', 2);
  await expect(ben.page).toHaveTitle('(2) In line – Cards and payments');

  await ben.page.reload();
  await expect(place(ben, 2)).toBeVisible(SOON);
  const second = await people.open('Ben', { beside: ben, path: '/q/cards' });
  await second.expectText('You are in line in another tab');
  await ben.leave();
  await expect(place(second, 2)).toBeVisible(SOON);

  await ann.button('Leave the line').click();
  await ann.button('Stay in line').click();
  await ann.button('Leave the line').click();
  await ann.button('Yes, leave').click();
  await ann.expectText('You left the line.');
  await expect(place(second, 1)).toBeVisible(SOON);

  await second.button('Leave the line').click();
  const agent = await AgentProgram.sit(server, 'Kim Novak');
  const callId = await agent.rings();
  await second.expectText('An agent is coming: Kim Novak');
  // The question that was open stands, and has the focus still.
  await expect(second.button('Stay in line')).toBeFocused();
  await second.button('Stay in line').click();
  await expect(second.button('Leave the line')).toBeFocused();
  await agent.accepts(callId);
  await expect(second.page.getByRole('region', { name: 'Call with Kim Novak', exact: true })).toBeVisible(SOON);
  await agent.hangsUp(callId);
  await second.expectText('Your call has ended');
  await second.page.reload();
  await second.expectText('Your call has ended');
  await second.expectText('Kim Novak ended it.');
  await second.expectText(callNumber(callId));
  const rating = second.page.getByRole('region', { name: 'Rate this call', exact: true });
  await rating.getByRole('radio', { name: '4 stars: good', exact: true }).press(' ');
  await rating.getByRole('textbox').fill('Quick and kind.');
  await rating.getByRole('button', { name: 'Send', exact: true }).click();
  await second.expectText('Thank you!');
  await second.page.reload();
  await second.expectText('Thank you!');
  await second.expectText(callNumber(callId));
  await expect(rating.getByRole('radio')).toHaveCount(0);
  await second.button('Call again').click();
  await expect(second.page.getByRole('heading', { name: 'Cards and payments', exact: true })).toBeVisible();
  await second.page.reload();
  await expect(second.button('Start call')).toBeVisible();
  agent.leave();
});

test('nobody sees a customer who waits; who is answered is seen and heard, is held, and goes on', async ({
  people,
  server,
}) => {
  const ben = await Staff.arrive(people, server, 'Ben');
  const ann = await people.open('Ann', { path: '/q/cards' });
  await ann.page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    const opened: MediaStreamTrack[] = [];
    Object.assign(window, { opened });
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      opened.push(...stream.getTracks());
      return stream;
    };
  });
  await ann.page.reload();
  await start(ann);
  await expect(place(ann, 1)).toBeVisible(SOON);
  const isOff = () =>
    ann.page.evaluate(() => {
      const opened: readonly MediaStreamTrack[] = Reflect.get(window, 'opened');
      return opened.every(({ readyState }) => readyState === 'ended');
    });
  await expect.poll(isOff).toBe(true);

  const desk = await AgentProgram.sit(server, 'Ben', ben.userId);
  await ann.expectText('An agent is coming: Ben');
  await ben.accept(ann);
  await Promise.all([ann.expectVideoCallWith(ben), ben.expectVideoCallWith(ann)]);
  await ben.hold(true);
  await ann.expectText('Ben will be right back.');
  await ben.hold(false);
  await ann.page.reload();
  await Promise.all([ann.expectVideoCallWith(ben), ben.expectVideoCallWith(ann)]);
  await ann.hangUp();
  await ann.expectText('You ended it.');
  await ben.expectEnded('Ann hung up');
  desk.leave();
});

test('a form with faults is not sent, and is kept over a reload; who gives no camera waits all the same', async ({
  people,
}) => {
  const ann = await people.open('Ann', { path: '/q/cards', devices: 'denied' });
  await ann.page.getByRole('textbox', { name: 'E-mail address (optional)', exact: true }).fill('ann@example');
  await ann.button('Start call').click();
  await ann.expectText('3 entries need your attention.');
  await expect(ann.page.getByRole('textbox', { name: 'Your name', exact: true })).toBeFocused();
  await ann.page.reload();
  await expect(ann.page.getByRole('textbox', { name: 'E-mail address (optional)', exact: true })).toHaveValue(
    'ann@example',
  );
  await ann.page.getByRole('textbox', { name: 'E-mail address (optional)', exact: true }).fill('ann@example.com');
  await start(ann);
  await expect(place(ann, 1)).toBeVisible(SOON);
  await ann.expectText('The browser blocks your microphone');
  await ann.expectText('You stay in line. The call goes on without it.');
  await ann.button('Leave the line').click();
  await ann.button('Yes, leave').click();
  await ann.expectText('You left the line.');
});

test('a closed queue takes a wish to be called back, and gives it a number; an unknown one says so', async ({
  people,
  server,
}) => {
  const ann = await people.open('Ann', { path: '/q/loans' });
  await ann.expectText('Closed now');
  await expect(ann.button('Start call')).toBeHidden();
  await ann.page.getByRole('textbox', { name: 'Your name', exact: true }).fill('Ann');
  await ann.page.getByRole('textbox', { name: 'Phone number or e-mail address', exact: true }).fill('+49 30 901820');
  await ann.button('Ask for a call').click();
  await ann.expectText('We have noted your wish');
  const authorization = `Bearer ${await server.token({ userId: 'kim', name: 'Kim', role: 'agent' })}`;
  const { callbacks } = await (await fetch(`${server.url}/api/v1/callbacks`, { headers: { authorization } })).json();
  expect(callbacks).toMatchObject([{ queueId: 'loans', name: 'Ann', contact: '+49 30 901820', state: 'open' }]);
  await ann.expectText(callbacks[0].number);
  await ann.page.goto(`${server.url}/q/nowhere`);
  await ann.expectText('There is no such page');
});

test('the line to the service is lost, and then the service is restarted, while one waits: the page says so', async ({
  people,
  server,
}) => {
  const ann = await inLine(people, 'Ann', 1);
  await ann.page.context().setOffline(true);
  await ann.expectText('Your place is kept for');
  await ann.page.context().setOffline(false);
  await expect(ann.page.getByRole('alert')).toBeHidden(SOON);
  await expect(place(ann, 1)).toBeVisible();
  await server.close();
  await ann.expectText('The service is restarting.');
  await server.start();
  await ann.expectText('Your place in line was lost');
  await ann.button('Call again').click();
  await expect(place(ann, 1)).toBeVisible(SOON);
});
