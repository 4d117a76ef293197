import type { UnderFire } from './under-fire.ts';

type Death = { pid: number; at: number; clouded: boolean };
type Waking = { name: string; since: number; sinceDb: number | null; clouded: boolean };

/**
 * Looks at the database all the time: how long it takes until what a dead worker held is somebody's again, and until
 * workers are back after the database was away. Times that the database itself was away in are `clouded`: they are kept
 * apart from what the lease promises.
 */
export class Watch {
  /** Milliseconds from a worker's death until nothing is left in its name. */
  readonly recoveries: number[] = [];
  readonly cloudedRecoveries: number[] = [];
  /** Milliseconds from the end of trouble until every worker has beaten again. */
  readonly reconnects: number[] = [];
  readonly #fire: UnderFire;
  #deaths: Death[] = [];
  #waking: Waking[] = [];
  #clouds = 0;
  #on = true;
  readonly #done: Promise<void>;

  constructor(fire: UnderFire) {
    this.#fire = fire;
    this.#done = this.#look();
  }

  died(pid: number): void {
    this.#deaths.push({ pid, at: performance.now(), clouded: this.#clouds > 0 });
  }

  /** The database is away, slow or out of reach while `fn` runs; workers must be back soon after. */
  async trouble<T>(name: string, fn: () => Promise<T>): Promise<T> {
    this.#clouds += 1;
    for (const waiting of [...this.#deaths, ...this.#waking]) waiting.clouded = true;
    try {
      return await fn();
    } finally {
      this.#clouds -= 1;
      this.#waking.push({ name, since: performance.now(), sinceDb: null, clouded: false });
    }
  }

  async end(): Promise<void> {
    this.#on = false;
    await this.#done;
  }

  async #look(): Promise<void> {
    while (this.#on) {
      await new Promise((wake) => setTimeout(wake, 200));
      // Nobody answers: the next look will.
      await this.#lookOnce().catch(() => {});
    }
  }

  async #lookOnce(): Promise<void> {
    const { db } = this.#fire;
    if (this.#deaths.length > 0) {
      const { rows } = await db.query<{ pid: number }>(
        `select s.pid from worker_session s where s.pid = any($1) and (exists (select 1 from run r where r.session_id = s.id)
           or exists (select 1 from pool_task t where t.session_id = s.id))`,
        [this.#deaths.map(({ pid }) => pid)],
      );
      const holding = new Set(rows.map(({ pid }) => pid));
      for (const { pid, at, clouded } of this.#deaths)
        if (!holding.has(pid)) (clouded ? this.cloudedRecoveries : this.recoveries).push(performance.now() - at);
      this.#deaths = this.#deaths.filter(({ pid }) => holding.has(pid));
    }
    if (this.#waking.length > 0) await this.#lookForBeats();
  }

  async #lookForBeats(): Promise<void> {
    const { db, options } = this.#fire;
    const up = this.#fire.workersUp().map(({ pid }) => pid);
    const { rows } = await db.query<{ pid: number; now: number; beat: number }>(
      `select pid, extract(epoch from clock_timestamp())::float8 * 1000 as now,
         max(extract(epoch from expires_at)::float8 * 1000 - $2) filter (where ended_at is null) as beat
       from worker_session where pid = any($1) group by pid`,
      [up, options.leaseMs],
    );
    for (const waking of this.#waking) waking.sinceDb ??= rows[0]?.now ?? null;
    const isBack = ({ sinceDb }: Waking) =>
      sinceDb !== null && up.length > 0 && up.every((pid) => rows.some((row) => row.pid === pid && row.beat > sinceDb));
    for (const waking of this.#waking)
      if (isBack(waking) && !waking.clouded) this.reconnects.push(performance.now() - waking.since);
    this.#waking = this.#waking.filter((waking) => !isBack(waking));
  }
}
