import type { AgentSettings, QueueSettings } from '@frontdesk/protocol';
import type { Database } from './database/openDatabase.js';

type Table = 'plan_queues' | 'plan_agents' | 'plan_words';

/** Where the reasons for a break stand among the words. */
const BREAKS = 'breaks';

interface Plan {
  readonly queues: readonly QueueSettings[];
  readonly agents: readonly AgentSettings[];
  readonly breaks: readonly string[];
}

/** The plan of queues and agents in the records. What stands there was checked before it was written. */
export class PlanTables {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Null while no plan was ever kept. */
  async load(): Promise<Plan | null> {
    const [queues, agents, words] = await Promise.all([
      this.#all<QueueSettings>('plan_queues'),
      this.#all<AgentSettings>('plan_agents'),
      this.#all<readonly string[]>('plan_words'),
    ]);
    const breaks = words.get(BREAKS);
    return breaks === undefined ? null : { queues: [...queues.values()], agents: [...agents.values()], breaks };
  }

  /** The first plan, all of it or nothing; of two that begin at once, the first. */
  async begin({ queues, agents, breaks }: Plan): Promise<void> {
    const rows = (all: readonly (readonly [string, unknown])[]) =>
      all.map(([key, settings]) => ({ key, settings: JSON.stringify(settings) }));
    await this.#db.transaction().execute(async (trx) => {
      const first = await trx
        .insertInto('plan_words')
        .values(rows([[BREAKS, breaks]]))
        .onConflict((conflict) => conflict.column('key').doNothing())
        .executeTakeFirst();
      if (first.numInsertedOrUpdatedRows === 0n) return;
      await trx
        .insertInto('plan_queues')
        .values(rows(queues.map((each) => [each.queueId, each])))
        .execute();
      if (agents.length === 0) return;
      await trx
        .insertInto('plan_agents')
        .values(rows(agents.map((each) => [each.login, each])))
        .execute();
    });
  }

  async putQueue(queue: QueueSettings): Promise<void> {
    await this.#put('plan_queues', queue.queueId, queue);
  }

  async deleteQueue(queueId: string): Promise<void> {
    await this.#db.deleteFrom('plan_queues').where('key', '=', queueId).execute();
  }

  async putAgent(agent: AgentSettings): Promise<void> {
    await this.#put('plan_agents', agent.login, agent);
  }

  async deleteAgent(login: string): Promise<void> {
    await this.#db.deleteFrom('plan_agents').where('key', '=', login).execute();
  }

  async #all<T>(table: Table): Promise<Map<string, T>> {
    const rows = await this.#db.selectFrom(table).selectAll().orderBy('key').execute();
    return new Map(rows.map(({ key, settings }) => [key, JSON.parse(settings) as T]));
  }

  async #put(table: Table, key: string, value: object): Promise<void> {
    const settings = JSON.stringify(value);
    await this.#db
      .insertInto(table)
      .values({ key, settings })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ settings }))
      .execute();
  }
}
