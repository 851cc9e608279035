import type { AgentSettings, QueueSettings } from '@frontdesk/protocol';
import type { Plan, Profile, Queue } from '../desk/ports.js';
import { mayServe } from '../desk/routing/eligible.js';
import type { PlanSettings, PlanStore } from './ports.js';

const SECOND_MS = 1_000;

/** Whoever of the staff the operator has not named serves where everyone does. */
const EVERYONE: Omit<AgentSettings, 'login'> = { groups: ['everyone'], skills: {}, rank: 0 };

/**
 * What the operator has set up, at hand for the desk, kept in the records. A change holds when it is on disk, and at once then.
 *
 * One server reads it: of two on one database, the other would not hear of a change.
 */
export class PlanBook implements Plan {
  readonly #store: PlanStore;
  readonly #queues = new Map<string, { readonly settings: QueueSettings; readonly queue: Queue }>();
  readonly #agents = new Map<string, AgentSettings>();
  readonly #emails = new Map<string, string>();
  readonly #profiles = new Map<string, Profile>();
  readonly breaks: readonly string[];
  #isKept: boolean;
  /** The change that is under way: one after the other, so that memory and records come to the same. */
  #changing: Promise<unknown> = Promise.resolve();
  /** Called after each change. */
  onChange: () => void = () => undefined;

  /** `isKept`: whether the records hold this plan. */
  constructor(store: PlanStore, { queues, agents, breaks }: PlanSettings, isKept: boolean) {
    this.#store = store;
    this.#isKept = isKept;
    this.breaks = breaks;
    for (const each of queues) this.#setQueue(each);
    for (const each of agents) this.#agents.set(keyOf(each.login), { ...each, login: keyOf(each.login) });
  }

  /** By their ids. */
  get queues(): readonly QueueSettings[] {
    const all = [...this.#queues.values()].map(({ settings }) => settings);
    return all.sort((one, other) => (one.queueId < other.queueId ? -1 : 1));
  }

  get agents(): readonly AgentSettings[] {
    return [...this.#agents.values()].sort((one, other) => (one.login < other.login ? -1 : 1));
  }

  queue(queueId: string): Queue | null {
    return this.#queues.get(queueId)?.queue ?? null;
  }

  settingsOf(queueId: string): QueueSettings | null {
    return this.#queues.get(queueId)?.settings ?? null;
  }

  profile(agentId: string): Profile {
    const known = this.#profiles.get(agentId);
    if (known) return known;
    const email = this.#emails.get(agentId);
    const byEmail = email === undefined ? undefined : this.#agents.get(keyOf(email));
    const { groups, skills, rank } = this.#agents.get(keyOf(agentId)) ?? byEmail ?? EVERYONE;
    const profile = { agentId, groups, skills, rank };
    this.#profiles.set(agentId, profile);
    return profile;
  }

  /** Whose account has this address: the plan may name them by it. */
  know(agentId: string, email: string | null): void {
    if (email === null || this.#emails.get(agentId) === email) return;
    this.#emails.set(agentId, email);
    this.#profiles.delete(agentId);
  }

  /** Whether this one serves this queue, now or for those who have waited long enough. */
  serves(agentId: string, queue: Queue): boolean {
    return mayServe(this.profile(agentId), queue);
  }

  putQueue(settings: QueueSettings): Promise<void> {
    return this.#change(async () => {
      await this.#begin();
      await this.#store.putQueue(settings);
      this.#setQueue(settings);
      this.onChange();
    });
  }

  /** False for one that is not there. */
  deleteQueue(queueId: string): Promise<boolean> {
    return this.#change(async () => {
      if (!this.#queues.has(queueId)) return false;
      await this.#begin();
      await this.#store.deleteQueue(queueId);
      this.#queues.delete(queueId);
      this.onChange();
      return true;
    });
  }

  /** The agent as they are kept. */
  putAgent({ login, ...settings }: AgentSettings): Promise<AgentSettings> {
    const agent = { ...settings, login: keyOf(login) };
    return this.#change(async () => {
      await this.#begin();
      await this.#store.putAgent(agent);
      this.#agents.set(agent.login, agent);
      this.#changed();
      return agent;
    });
  }

  deleteAgent(login: string): Promise<boolean> {
    return this.#change(async () => {
      if (!this.#agents.has(keyOf(login))) return false;
      await this.#begin();
      await this.#store.deleteAgent(keyOf(login));
      this.#agents.delete(keyOf(login));
      this.#changed();
      return true;
    });
  }

  /** After the changes before, whether or not they could be kept. */
  #change<T>(what: () => Promise<T>): Promise<T> {
    const changed = this.#changing.then(what);
    this.#changing = changed.catch(() => undefined);
    return changed;
  }

  /** The default plan is kept when something of it is changed first, so that the rest of it stays. */
  async #begin(): Promise<void> {
    if (this.#isKept) return;
    await this.#store.begin({ queues: this.queues, agents: this.agents, breaks: this.breaks });
    this.#isKept = true;
  }

  #changed(): void {
    this.#profiles.clear();
    this.onChange();
  }

  #setQueue(settings: QueueSettings): void {
    this.#queues.set(settings.queueId, { settings, queue: queueOf(settings) });
  }
}

/** Addresses are the same in whatever case they are written; user ids are not. */
function keyOf(login: string): string {
  return login.includes('@') ? login.toLowerCase() : login;
}

/** Seconds to milliseconds, and what the desk has to know. */
function queueOf(settings: QueueSettings): Queue {
  const { queueId, name, strategy, skills, priority, hours, maxLength, mayWaitForNobody, form, consent } = settings;
  const tiers = settings.tiers.map(({ afterSeconds, groups, easeBy }) => ({
    afterMs: afterSeconds * SECOND_MS,
    groups,
    easeBy,
  }));
  return {
    queueId,
    name,
    strategy,
    skills,
    tiers,
    priority,
    lastAgentMs: settings.lastAgentSeconds * SECOND_MS,
    hours: hours && { timeZone: hours.timeZone, week: daysOf(hours.week), holidays: hours.holidays },
    maxLength,
    mayWaitForNobody,
    wrapUpMs: settings.wrapUpSeconds * SECOND_MS,
    maxWaitMs: settings.maxWaitSeconds * SECOND_MS,
    form,
    consent,
  };
}

type Week = NonNullable<QueueSettings['hours']>['week'];

/** Without the days that are named and undefined. */
function daysOf(week: Week) {
  return Object.fromEntries(Object.entries(week).filter(([, openings]) => openings !== undefined)) as {
    readonly [D in 1 | 2 | 3 | 4 | 5 | 6 | 7]?: NonNullable<Week[`${D}`]>;
  };
}
