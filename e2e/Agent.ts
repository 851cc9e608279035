import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator } from '@playwright/test';
import type { Arrival, People } from './People.js';
import { Person } from './Person.js';
import type { RunningServer } from './server.js';

/** How long anything at the desk may take to be there, in ms. */
const SOON = { timeout: 20_000, intervals: [60] };

const PASSWORD = 'four words are better';

/** Someone of staff at the console. */
export class Agent extends Person {
  /** The first one of an installation, by the link that the server has printed. */
  static async first(people: People, server: RunningServer, name: string): Promise<Agent> {
    if (server.firstAdmin === null) throw new Error('There is an admin already.');
    const agent = await Agent.#open(people, server.firstAdmin.slice(server.url.length), name);
    await agent.textbox('Name').fill(name);
    await agent.textbox('Email').fill(`${name.toLowerCase()}@example.com`);
    await agent.#choosePassword('Create account');
    return agent;
  }

  /** One who is invited, and comes by the link. */
  static async invited(people: People, server: RunningServer, name: string, arrival: Arrival = {}): Promise<Agent> {
    const token = await server.token({ userId: 'operator', name: 'Operator', role: 'admin' });
    const asked = await fetch(`${server.url}/api/v1/staff/invitations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name, email: `${name.toLowerCase()}@example.com`, role: 'agent' }),
    });
    const { url } = (await asked.json()) as { url: string };
    const agent = await Agent.#open(people, url.slice(url.indexOf('/console/')), name, arrival);
    await agent.expectText(`Welcome, ${name}`);
    await agent.#choosePassword('Set password');
    return agent;
  }

  /** One who comes by the company's own sign-in, where somebody is signed in already. */
  static async byCompany(people: People, name: string, company: string): Promise<Agent> {
    const agent = await Agent.#open(people, '/console/', name);
    await agent.button(`Sign in with ${company}`).click();
    await expect(agent.status).toBeVisible(SOON);
    return agent;
  }

  /** Opens the console in a browser that has signed in before, or not. */
  static async #open(people: People, path: string, name: string, arrival: Arrival = {}): Promise<Agent> {
    const { page } = await people.open(name, { ...arrival, path });
    return new Agent(name, page);
  }

  async #choosePassword(button: string): Promise<void> {
    await this.textbox('Password').fill(PASSWORD);
    await this.textbox('Repeat password').fill(PASSWORD);
    await this.button(button).click();
    await expect(this.status).toBeVisible(SOON);
  }

  /** Signs in with the password that was chosen. */
  async signIn(): Promise<void> {
    await this.textbox('Email').fill(`${this.name.toLowerCase()}@example.com`);
    await this.textbox('Password').fill(PASSWORD);
    await this.button('Sign in').click();
    await expect(this.status).toBeVisible(SOON);
  }

  async signOut(): Promise<void> {
    await this.button(`${this.name}: account and settings`).click();
    await this.page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  }

  /** Goes available, and is: everything that has to be proved was. */
  async goAvailable(): Promise<void> {
    await this.wish('Available').click();
    await this.expectIs('Available');
  }

  /** What the agent does now, in a word. */
  async expectIs(word: string): Promise<void> {
    await expect(this.wish('Available').locator('xpath=ancestor::*[@data-status]')).toContainText(word, SOON);
    if (word === 'Available') await expect(this.wish(word)).toBeChecked(SOON);
  }

  async expectOffer(customer: string): Promise<void> {
    await expect(this.offer(customer)).toBeVisible(SOON);
  }

  async take(customer: string): Promise<void> {
    await this.offer(customer).getByRole('button', { name: 'Accept', exact: true }).click();
    await expect(this.callWith(customer)).toBeVisible(SOON);
  }

  async refuse(customer: string): Promise<void> {
    await this.offer(customer).getByRole('button', { name: 'Decline', exact: true }).click();
    await expect(this.offer(customer)).toBeHidden(SOON);
  }

  /** Says what it came to, and is done with it. */
  async wrapUp(disposition?: string): Promise<void> {
    await expect(this.wrapping).toBeVisible(SOON);
    if (disposition) await this.wrapping.getByRole('radio', { name: disposition, exact: true }).check();
    await this.wrapping.getByRole('button', { name: 'Done', exact: true }).click();
    await expect(this.wrapping).toBeHidden(SOON);
  }

  get status(): Locator {
    return this.page.getByRole('radiogroup', { name: 'Status', exact: true });
  }

  get wrapping(): Locator {
    return this.page.getByRole('region', { name: 'Wrap-up', exact: true });
  }

  get notes(): Locator {
    return this.textbox('Notes');
  }

  wish(name: string): Locator {
    return this.status.getByRole('radio', { name, exact: true });
  }

  offer(customer: string): Locator {
    return this.page.getByRole('alertdialog', { name: `Incoming call from ${customer}`, exact: true });
  }

  callWith(name: string): Locator {
    return this.page.getByRole('region', { name: `Call with ${name}`, exact: true });
  }

  textbox(name: string): Locator {
    return this.page.getByRole('textbox', { name, exact: true });
  }
}

/** A customer calls a queue from its page. */
export async function callQueue(people: People, name: string, queueId = 'support'): Promise<Person> {
  const customer = await people.open(name, { path: `/q/${queueId}` });
  await customer.page.getByRole('textbox', { name: 'Your name', exact: true }).fill(name);
  await customer.button('Start call').click();
  return customer;
}

/** The screen has no fault that axe knows. */
export async function expectNoFaults(agent: Agent, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: agent.page }).analyze();
  const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  expect(faults, screen).toEqual([]);
}
