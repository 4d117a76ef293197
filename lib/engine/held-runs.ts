import type { ActorTools } from './actor-tools.ts';
import type { Delivery } from './attempt.ts';
import type { GivenRun, HeldRun } from './ports.ts';
import { RunActor } from './run-actor.ts';

/** The first of many are under way while the next are read. */
const loadedTogether = 100;

/** The runs that a worker holds in one session: taken over or given, driven here, and let go of together. */
export class HeldRuns {
  readonly #tools: ActorTools;
  readonly #actors = new Map<string, RunActor>();
  readonly #claiming = new Map<string, Promise<void>>();
  readonly #onLetGo: () => void;
  #closed = false;

  /** `onLetGo`: told of each run that ended or only waits from now on. */
  constructor(tools: ActorTools, onLetGo: () => void) {
    this.#tools = tools;
    this.#onLetGo = onLetGo;
  }

  /** Those that are being read too. */
  get size(): number {
    return this.#actors.size + this.#claiming.size;
  }

  /** Seq of the last committed event of each that is driven. */
  get versions(): Map<string, number> {
    return new Map([...this.#actors].map(([runId, actor]) => [runId, actor.version]));
  }

  /** Knocks at a run; false when it is not driven here. */
  knock(runId: string): boolean {
    const actor = this.#actors.get(runId);
    actor?.knock();
    return actor !== undefined;
  }

  /** A result of a step; false when its run is not driven here (any more). */
  deliver(runId: string, delivery: Delivery): Promise<boolean> {
    return this.#actors.get(runId)?.deliver(delivery) ?? Promise.resolve(false);
  }

  /** Takes a run over if nobody else holds it; resolves when it is driven here, or is not to be had. */
  hold(runId: string): Promise<void> {
    const { store, session } = this.#tools;
    return this.#take(runId, async () =>
      this.#closed || this.#actors.has(runId) ? null : store.claim({ runId, session }),
    );
  }

  /** Drives runs that were given to this session, each as soon as it is read. */
  load(given: readonly GivenRun[]): void {
    if (this.#closed) return;
    const { store, session } = this.#tools;
    for (let from = 0; from < given.length; from += loadedTogether) {
      const runs = given.slice(from, from + loadedTogether);
      const loading = store.load({ runs, session });
      // Each run tells of it; one that comes to it later must not find that nobody had listened.
      loading.catch(() => undefined);
      const loaded = (runId: string) => async () => {
        const held = (await loading).get(runId);
        if (held instanceof Error) throw held;
        return held ?? null;
      };
      for (const { runId } of runs) {
        // A claim that is under way began before the run was given, and may come back without it.
        const under = this.#claiming.get(runId);
        if (under) void under.then(() => this.#take(runId, loaded(runId)));
        else void this.#take(runId, loaded(runId));
      }
    }
  }

  /** Takes nothing over any more; what was being read is handed back with the session. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#claiming.values());
  }

  /** Each lets go after the append under way. Resolves when all have, or after `patienceMs`. */
  async stop(patienceMs: number): Promise<void> {
    const actors = [...this.#actors.values()];
    for (const actor of actors) actor.stop();
    let patience: NodeJS.Timeout | undefined;
    await Promise.race([
      Promise.all(actors.map((actor) => actor.done)),
      new Promise((resolve) => {
        patience = setTimeout(resolve, patienceMs);
      }),
    ]);
    clearTimeout(patience);
    for (const actor of actors) actor.drop();
  }

  /** The lease is gone: all end at once, saying nothing. */
  drop(): void {
    this.#closed = true;
    for (const actor of this.#actors.values()) actor.drop();
  }

  #take(runId: string, claim: () => Promise<HeldRun | null>): Promise<void> {
    const under = this.#claiming.get(runId);
    if (under) return under;
    const claiming = this.#drive(runId, claim).finally(() => this.#claiming.delete(runId));
    this.#claiming.set(runId, claiming);
    return claiming;
  }

  async #drive(runId: string, claim: () => Promise<HeldRun | null>): Promise<void> {
    try {
      const held = await claim();
      if (!held || this.#closed || this.#actors.has(runId)) return;
      const actor = new RunActor(held, this.#tools);
      this.#actors.set(runId, actor);
      actor.done.then(() => {
        if (this.#actors.get(runId) !== actor) return;
        this.#actors.delete(runId);
        if (actor.unheard) void this.hold(runId);
        else if (!this.#closed) this.#onLetGo();
      });
    } catch (error) {
      this.#tools.onError(error, runId);
    }
  }
}
