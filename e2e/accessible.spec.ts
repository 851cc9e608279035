import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures.js';
import type { Person } from './Person.js';

for (const colorScheme of ['light', 'dark'] as const) {
  // Colors are what differs; the gallery looks at those of every state.
  test(`no screen has an accessibility fault, ${colorScheme}`, { tag: colorScheme === 'dark' ? '@long' : [] }, async ({
    people,
  }) => {
    const ann = await people.open('Ann', { colorScheme });
    await expect(ann.page.getByRole('textbox', { name: 'Your name', exact: true })).toBeVisible();
    await expectNoFaults(ann, 'join');
    await ann.join();
    await expectNoFaults(ann, 'home, nobody there');
    const bob = await people.join('Bob', { colorScheme });
    await ann.expectThere(bob);
    await expectNoFaults(ann, 'home');
    await ann.call(bob);
    await bob.expectRinging(ann);
    await expectNoFaults(ann, 'outgoing');
    await expectNoFaults(bob, 'incoming');
    await bob.accept(ann);
    await ann.expectVideo(bob);
    await expectNoFaults(ann, 'in the call');
    await bob.stopVideo();
    await ann.expectText('Bob’s video is off');
    await expectNoFaults(ann, 'in the call, no picture');
    await ann.hangUp();
    await ann.expectEnded('You hung up');
    await expectNoFaults(ann, 'ended');
    await bob.expectEnded('Ann hung up');
    await bob.button('Back').click();
    const again = await people.open('Ann', { beside: ann });
    await expect(again.button('Continue as Ann')).toBeVisible();
    await expectNoFaults(again, 'remembered');
  });
}

async function expectNoFaults(person: Person, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: person.page }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    screen,
  ).toEqual([]);
}
