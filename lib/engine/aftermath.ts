import type { ChildStarter, Doorbell, RunStore } from './ports.ts';

export type AftermathTools = {
  store: Pick<RunStore, 'holders'>;
  doorbell: Pick<Doorbell, 'ring' | 'nudge'>;
  children: ChildStarter;
  /** Knocks at a run that is held in this process; false when it is not. */
  knock: (runId: string) => boolean;
  onError: (error: unknown, about: string) => void;
};

/** Children started in one transaction. */
const atOnce = 32;

/**
 * What a commit brings to other runs: inboxes to look into, and child runs to be started. All of it is rows already, so
 * that what goes wrong here costs a second (the sweep), never a run. Whatever comes while some is under way goes
 * together with the next.
 */
export class Aftermath {
  readonly #tools: AftermathTools;
  readonly #posted = new Set<string>();
  readonly #children = new Set<string>();
  #working: Promise<void> | null = null;
  #open = true;

  constructor(tools: AftermathTools) {
    this.#tools = tools;
  }

  follow({ posted, children }: { posted: readonly string[]; children: readonly string[] }): void {
    for (const runId of posted) if (!this.#tools.knock(runId)) this.#posted.add(runId);
    for (const id of children) this.#children.add(id);
    this.#go();
  }

  /** Starts the oldest children that nobody has started. */
  async sweep(): Promise<void> {
    this.follow({ posted: await this.#tools.children.start({ max: atOnce }), children: [] });
  }

  /** Leaves what is left to others, and resolves when nothing is under way. */
  async close(): Promise<void> {
    this.#open = false;
    await this.#working;
  }

  #go(): void {
    if (!this.#open || this.#working || this.#posted.size + this.#children.size === 0) return;
    this.#working = this.#work()
      .catch((error) => this.#tools.onError(error, 'children'))
      .finally(() => {
        this.#working = null;
        this.#go();
      });
  }

  async #work(): Promise<void> {
    const ids = [...this.#children].slice(0, atOnce);
    for (const id of ids) this.#children.delete(id);
    if (ids.length > 0)
      for (const runId of await this.#tools.children.start({ ids, max: ids.length }))
        if (!this.#tools.knock(runId)) this.#posted.add(runId);
    const posted = [...this.#posted];
    this.#posted.clear();
    if (posted.length > 0) await this.#wake(posted);
  }

  async #wake(runIds: readonly string[]): Promise<void> {
    const { store, doorbell } = this.#tools;
    const holders = await store.holders({ runIds });
    const free = [...holders].flatMap(([runId, session]) => (session === null ? runId : []));
    const nudges = [...holders].map(([runId, session]) => session !== null && doorbell.nudge({ runId, session }));
    await Promise.all([free.length > 0 && doorbell.ring(free), ...nudges]);
  }
}
