import { expect, type Locator, type Page } from '@playwright/test';
import { expectMedia } from './media.js';

/** How long anything that a person waits for in a call may take, in ms. */
const SOON = { timeout: 20_000 };

/** A browser gives a relay that does not answer some ten seconds. */
const CHECKED = { timeout: 25_000 };

/**
 * Playwright's own `toBeVisible` looks again after 0.1, 0.35, 0.85 and 1.85 s; of what a story takes, a third was waiting
 * for the next look.
 */
const LOOKS = { ...SOON, intervals: [60] };

/** Waits until it is there to be seen. */
async function shown(what: Locator): Promise<void> {
  await expect.poll(() => what.isVisible(), { ...LOOKS, message: `${what} is shown` }).toBe(true);
}

/** Waits until it is not there, or not to be seen. */
async function gone(what: Locator): Promise<void> {
  await expect.poll(() => what.isVisible(), { ...LOOKS, message: `${what} is gone` }).toBe(false);
}

/** Someone with a page open. Steps are verbs; what is looked for has the name that a screen reader says. */
export class Person {
  readonly name: string;
  readonly page: Page;

  constructor(name: string, page: Page) {
    this.name = name;
    this.page = page;
  }

  /** Joins under the name; from the page of someone remembered, as someone else. Behind a link that calls, it calls then. */
  async join({ isCalling = false } = {}): Promise<void> {
    const name = this.page.getByRole('textbox', { name: 'Your name', exact: true });
    const asSomeoneElse = this.button('Join as someone else');
    await shown(name.or(asSomeoneElse).first());
    if (await asSomeoneElse.isVisible()) await asSomeoneElse.click();
    await name.fill(this.name);
    await this.button('Join').click();
    if (!isCalling) await this.expectHome();
  }

  async call(other: Person): Promise<void> {
    const button = this.button(`Call ${other.name}`);
    // Somebody of that name in the story before may be just about to go.
    await expect(button).toHaveCount(1);
    await button.click();
    await shown(this.outgoing(other));
  }

  async callByVoice(other: Person): Promise<void> {
    await this.button(`Voice call ${other.name}`).click();
    await shown(this.outgoing(other));
  }

  async dial(userId: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Dial', exact: true }).fill(userId);
    await this.button('Call').click();
  }

  async cancel(): Promise<void> {
    await this.button('Cancel').click();
  }

  async accept(caller: Person): Promise<void> {
    await this.incoming(caller).getByRole('button', { name: 'Accept', exact: true }).click();
  }

  async acceptWithVoice(caller: Person): Promise<void> {
    await this.incoming(caller).getByRole('button', { name: 'Accept with voice', exact: true }).click();
  }

  async decline(caller: Person): Promise<void> {
    await this.incoming(caller).getByRole('button', { name: 'Decline', exact: true }).click();
  }

  async hangUp(): Promise<void> {
    await this.control('Hang up').click();
  }

  async mute(): Promise<void> {
    await this.control('Mute').click();
    await expect(this.control('Unmute')).toBeVisible();
  }

  async stopVideo(): Promise<void> {
    await this.control('Stop video').click();
    await expect(this.control('Start video')).toBeVisible();
  }

  async startVideo(): Promise<void> {
    await this.control('Start video').click();
    await expect(this.control('Stop video')).toBeVisible();
  }

  /** Closes the page, as a person closes a tab: the page may say goodbye. */
  async leave(): Promise<void> {
    await this.page.close({ runBeforeUnload: true });
  }

  /** One's own id, by which others dial. */
  async id(): Promise<string> {
    const { userId } = await this.page.evaluate(() => {
      const found = Object.values(sessionStorage).map((value) => /"userId":"([^"]+)"/.exec(String(value))?.[1]);
      return { userId: found.find((each) => each !== undefined) };
    });
    if (userId === undefined) throw new Error(`${this.name} has no id yet.`);
    return userId;
  }

  async expectText(text: string): Promise<void> {
    await shown(this.page.getByText(text, { exact: false }).first());
  }

  /** The other is in the list and free to be called. */
  async expectThere(other: Person): Promise<void> {
    await shown(this.button(`Call ${other.name}`));
  }

  async expectGone(other: Person): Promise<void> {
    await gone(this.button(`Call ${other.name}`));
  }

  async expectMissed(caller: Person): Promise<void> {
    await expect(this.page.getByRole('list', { name: 'Missed calls', exact: true })).toContainText(caller.name, SOON);
  }

  /** The other's picture moves. */
  async expectVideo(other: Person): Promise<void> {
    await expectMedia(this.page, { video: other.name, sound: false });
  }

  /** No call is shown any more, for whatever reason. */
  async expectOver(): Promise<void> {
    await shown(this.page.getByRole('status', { name: 'Call ended', exact: true }));
  }

  async expectHome(): Promise<void> {
    await shown(this.page.getByRole('list', { name: 'People', exact: true }));
  }

  async expectRinging(caller: Person): Promise<void> {
    await shown(this.incoming(caller));
  }

  /** No call rings here (any more). */
  async expectQuiet(): Promise<void> {
    await expect(this.page.getByRole('alertdialog')).toBeHidden();
  }

  /** In a call with the other, whose picture moves and whose sound arrives. */
  async expectVideoCallWith(other: Person): Promise<void> {
    await this.expectCallWith(other);
    await expectMedia(this.page, { video: other.name, sound: true });
  }

  /** In a call with the other, whose sound arrives. */
  async expectVoiceCallWith(other: Person): Promise<void> {
    await this.expectCallWith(other);
    await expectMedia(this.page, { video: null, sound: true });
  }

  async expectCallWith(other: Person): Promise<void> {
    await shown(this.inCall(other));
  }

  /** In line for someone, who need not exist under this name. */
  async expectWaitingFor(name: string): Promise<void> {
    await shown(this.page.getByRole('dialog', { name: `Calling ${name}`, exact: true }));
    await shown(this.button('Leave the line'));
  }

  async expectPosition(place: number): Promise<void> {
    const position = this.page.getByRole('status').filter({ hasText: 'Position' });
    await expect(position).toHaveText(`Position ${place}`, SOON);
  }

  /** The call is over, for this reason in words. */
  async expectEnded(reason: string | RegExp): Promise<void> {
    const ended = this.page.getByRole('status', { name: 'Call ended', exact: true });
    await expect(ended).toContainText(reason, SOON);
  }

  /** A step of the check before a call stands so: `Works`, `Does not work`, … */
  async expectStep(step: string, state: string): Promise<void> {
    await expect(this.page.getByRole('listitem', { name: `${step}: ${state}`, exact: true })).toBeVisible(CHECKED);
  }

  outgoing(callee: Person): Locator {
    return this.page.getByRole('dialog', { name: `Calling ${callee.name}`, exact: true });
  }

  incoming(caller: Person): Locator {
    return this.page.getByRole('alertdialog', { name: `${caller.name} is calling`, exact: true });
  }

  inCall(other: Person): Locator {
    return this.page.getByRole('region', { name: `Call with ${other.name}`, exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  control(name: string): Locator {
    return this.page
      .getByRole('toolbar', { name: 'Call controls', exact: true })
      .getByRole('button', { name, exact: true });
  }
}
