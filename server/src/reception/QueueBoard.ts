import type { QueueLine } from '@frontdesk/protocol';
import type { Clock } from '../calls/ports.js';
import type { Desk } from '../desk/Desk.js';
import type { PlanBook } from './PlanBook.js';

/** Who sits is told at most once in so many ms how long the lines are. */
const TELL_MS = 1_000;

export interface BoardPorts {
  readonly desk: Pick<Desk, 'lineOf'>;
  readonly plan: PlanBook;
  readonly clock: Clock;
  /** Those who sit. */
  readonly agents: () => Iterable<string>;
  readonly tell: (agentId: string, queues: readonly QueueLine[]) => void;
}

/** The lines as the agents who serve them see them. */
export class QueueBoard {
  readonly #ports: BoardPorts;
  /** What each was told last, to tell nobody the same twice. */
  readonly #told = new Map<string, string>();
  #stop: (() => void) | null = null;
  #toldAt = 0;

  constructor(ports: BoardPorts) {
    this.#ports = ports;
  }

  /** The lines that this agent serves; they count as told. */
  of(agentId: string): readonly QueueLine[] {
    const lines = this.#linesOf(agentId, this.#all());
    this.#told.set(agentId, JSON.stringify(lines));
    return lines;
  }

  forget(agentId: string): void {
    this.#told.delete(agentId);
  }

  /** Something has happened by which lines may be others than they were. */
  readonly changed = (): void => {
    if (this.#stop) return;
    const { clock } = this.#ports;
    this.#stop = clock.at(Math.max(clock.now(), this.#toldAt + TELL_MS), () => this.#tell());
  };

  close(): void {
    this.#stop?.();
  }

  #tell(): void {
    this.#stop = null;
    this.#toldAt = this.#ports.clock.now();
    const all = this.#all();
    for (const agentId of this.#ports.agents()) {
      const lines = this.#linesOf(agentId, all);
      const text = JSON.stringify(lines);
      if (this.#told.get(agentId) === text) continue;
      this.#told.set(agentId, text);
      this.#ports.tell(agentId, lines);
    }
  }

  #all(): ReadonlyMap<string, QueueLine> {
    const { plan, desk } = this.#ports;
    return new Map(
      plan.queues.flatMap(({ queueId, name }) => {
        const queue = plan.queue(queueId);
        if (!queue) return [];
        const { waiting, since, agents } = desk.lineOf(queue);
        return [[queueId, { queueId, name, waiting, since, agents }]];
      }),
    );
  }

  #linesOf(agentId: string, all: ReadonlyMap<string, QueueLine>): readonly QueueLine[] {
    const { plan } = this.#ports;
    return [...all.values()].filter(({ queueId }) => {
      const queue = plan.queue(queueId);
      return queue !== null && plan.serves(agentId, queue);
    });
  }
}
