import { Aftermath } from './aftermath.ts';
import type { AttemptTools, Delivery } from './attempt.ts';
import { DatabaseClock } from './clock.ts';
import { PoolWorker, type PoolWorkerTools } from './pool-worker.ts';
import type {
  Admission,
  ChildStarter,
  Doorbell,
  GatePolicies,
  GivenRun,
  HeldRun,
  Pool,
  RunStore,
  Sessions,
  StepCache,
  WorkerSession,
} from './ports.ts';
import type { StepWork, WorkedOut } from './prepare-step.ts';
import { RunActor } from './run-actor.ts';
import type { KindRegistry } from './step-kind.ts';
import { Turns } from './turns.ts';

export type WorkerTools = Omit<AttemptTools, 'isAwake'> & {
  store: RunStore & { depth?: () => number };
  cache: StepCache;
  policies: GatePolicies;
  admission: Admission;
  children: ChildStarter;
  pool: Pool;
  sessions: Sessions;
  doorbell: Doorbell;
  kinds: KindRegistry;
  heavyWork: (work: StepWork) => Promise<WorkedOut>;
  monotonic: () => number;
  host: string;
  pid: number;
  pools: string[];
  slots: number;
  workDir: string;
  /** Runs held at once at most. */
  maxHeld: number;
  /** Attempts of one run under way at once at most. */
  maxSteps: number;
  leaseMs: number;
  onError: (error: unknown, about: string) => void;
};

const sweepMs = 1000;
/** Above this many appends under way, or this much delay of the event loop, a worker takes no more runs on. */
const maxDepth = 2000;
const maxLagMs = 250;
/** The first of many are under way while the next are read. */
const loadedTogether = 100;

/** What belongs to one session: when the lease is lost, all of it goes together. */
type Shift = {
  session: WorkerSession;
  clock: DatabaseClock;
  actors: Map<string, RunActor>;
  claiming: Map<string, Promise<void>>;
  pool: PoolWorker;
  lastBeat: number;
};

/**
 * A worker: holds runs, runs pool tasks, keeps its session alive. The doorbell makes it quick; the sweep, once a second,
 * makes it certain.
 */
export class Worker {
  readonly #tools: WorkerTools;
  readonly #aftermath: Aftermath;
  readonly #turns: Turns;
  #shift: Shift;
  #timers: NodeJS.Timeout[] = [];
  #admitting: Promise<void> | null = null;
  #sweeping = false;
  #stopping = false;
  #lastTick: number;
  #lag = 0;

  static async start(tools: WorkerTools): Promise<Worker> {
    const shift = await openShift(tools, {
      deliver: (runId, delivery) => worker.#deliver(runId, delivery),
      isAwake: () => worker.#isAwake(),
    });
    const worker = new Worker(tools, shift);
    await worker.#listen();
    worker.#tick();
    await worker.#sweep();
    return worker;
  }

  private constructor(tools: WorkerTools, shift: Shift) {
    this.#tools = tools;
    this.#shift = shift;
    this.#turns = new Turns(tools.monotonic);
    this.#lastTick = tools.monotonic();
    this.#aftermath = new Aftermath({
      ...tools,
      knock: (runId) => {
        const actor = this.#shift.actors.get(runId);
        actor?.knock();
        return actor !== undefined;
      },
    });
  }

  get session(): WorkerSession {
    return this.#shift.session;
  }

  get held(): number {
    return this.#shift.actors.size;
  }

  /** Looks at a run now: knocks at the one held here, or admits and claims it. */
  async look(runId: string): Promise<void> {
    if (this.#stopping) return;
    const actor = this.#shift.actors.get(runId);
    if (actor) return actor.knock();
    await this.#admit();
    if (!this.#shift.actors.has(runId)) await this.#hold(runId);
  }

  /** Takes nothing new, gives commands a moment, hands the leases back, and ends the session. */
  async stop({ graceMs = 3000 }: { graceMs?: number } = {}): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#aftermath.close();
    await this.#tools.doorbell.close().catch((error) => this.#tools.onError(error, 'doorbell'));
    const shift = this.#shift;
    const beating = setInterval(() => void this.#beat(), this.#tools.leaseMs / 3);
    await Promise.allSettled(shift.claiming.values());
    await shift.pool.close(graceMs);
    const actors = [...shift.actors.values()];
    for (const actor of actors) actor.stop();
    await Promise.race([
      Promise.all(actors.map((actor) => actor.done)),
      new Promise((resolve) => setTimeout(resolve, 5000)),
    ]);
    for (const actor of actors) actor.drop();
    clearInterval(beating);
    await this.#tools.sessions.close(shift.session);
  }

  async #listen(): Promise<void> {
    await this.#tools.doorbell.listen({
      session: this.#shift.session.id,
      pools: this.#tools.pools,
      look: (runId) => this.look(runId),
      nudged: (runId) => void this.look(runId).catch((error) => this.#tools.onError(error, runId)),
      poolCalled: () => void this.#shift.pool.fill().catch((error) => this.#tools.onError(error, 'pool')),
      queuedCalled: () => void this.#admit().catch((error) => this.#tools.onError(error, 'admission')),
    });
  }

  #tick(): void {
    const tickMs = 100;
    this.#timers.push(
      setInterval(() => this.#watch(tickMs), tickMs),
      setInterval(() => void this.#beat(), this.#tools.leaseMs / 3),
      setInterval(() => void this.#sweep(), sweepMs),
    );
  }

  /** A process that was suspended does not know what became of its lease: it lets go of everything and begins anew. */
  #watch(tickMs: number): void {
    const now = this.#tools.monotonic();
    const gap = now - this.#lastTick;
    this.#lastTick = now;
    this.#lag = Math.max(this.#lag * 0.8, gap - tickMs);
    if (gap > this.#tools.leaseMs / 2) void this.#lose('the process stood still');
  }

  /** Asked before each effect: a process that was suspended may come to one before its watch does. */
  #isAwake(): boolean {
    return this.#tools.monotonic() - this.#lastTick <= this.#tools.leaseMs / 2;
  }

  async #beat(): Promise<void> {
    const shift = this.#shift;
    try {
      const { alive, now } = await this.#tools.sessions.beat(shift.session);
      if (shift !== this.#shift) return;
      if (!alive) return await this.#lose('the session expired');
      shift.clock.sync(now);
      shift.lastBeat = this.#tools.monotonic();
    } catch (error) {
      this.#tools.onError(error, 'heartbeat');
      // Nobody answers: whoever can reach the database may take over when the lease ends, so stop before that.
      if (shift === this.#shift && this.#tools.monotonic() - shift.lastBeat > this.#tools.leaseMs * 0.9)
        await this.#lose('the database does not answer');
    }
  }

  #losing: Promise<void> | null = null;
  #lose(why: string): Promise<void> {
    this.#losing ??= this.#beginAnew(why).finally(() => {
      this.#losing = null;
    });
    return this.#losing;
  }

  async #beginAnew(why: string): Promise<void> {
    const old = this.#shift;
    this.#tools.onError(new Error(`lost the lease: ${why}`), 'session');
    for (const actor of old.actors.values()) actor.drop();
    await old.pool.abandon();
    if (this.#stopping) return;
    for (let pauseMs = 200; !this.#stopping; pauseMs = Math.min(pauseMs * 2, 5000)) {
      try {
        await this.#tools.sessions.close(old.session);
        this.#shift = await openShift(this.#tools, {
          deliver: (runId, delivery) => this.#deliver(runId, delivery),
          isAwake: () => this.#isAwake(),
        });
        await this.#listen();
        return;
      } catch (error) {
        this.#tools.onError(error, 'session');
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  async #sweep(): Promise<void> {
    if (this.#sweeping || this.#stopping || this.#losing) return;
    this.#sweeping = true;
    const shift = this.#shift;
    try {
      const { pool, admission, store } = this.#tools;
      await pool.reap();
      await this.#aftermath.sweep();
      await this.#admit();
      const max = this.#room();
      if (max > 0) {
        const wanted = await admission.sweep({ session: shift.session, max });
        await Promise.all(wanted.map((runId) => this.#hold(runId)));
      }
      const versions = new Map([...shift.actors].map(([runId, actor]) => [runId, actor.version]));
      for (const runId of await store.stirred({ session: shift.session, versions })) {
        const actor = shift.actors.get(runId);
        if (actor) actor.knock();
        // It may just have been let in: whoever did so is heard first.
        else void this.look(runId).catch((error) => this.#tools.onError(error, runId));
      }
      await shift.pool.checkKept();
      await shift.pool.fill();
    } catch (error) {
      this.#tools.onError(error, 'sweep');
    } finally {
      this.#sweeping = false;
    }
  }

  /** Admits queued runs; calls while one is under way share the next. */
  async #admit(): Promise<void> {
    if (this.#admitting) await this.#admitting;
    this.#admitting ??= this.#admitNow().finally(() => {
      this.#admitting = null;
    });
    await this.#admitting;
  }

  async #admitNow(): Promise<void> {
    const max = this.#room();
    if (max === 0 || this.#stopping) return;
    const shift = this.#shift;
    const given = await this.#tools.admission.admit({ session: shift.session, max });
    for (let from = 0; from < given.length; from += loadedTogether)
      this.#load(shift, given.slice(from, from + loadedTogether));
  }

  #load(shift: Shift, runs: readonly GivenRun[]): void {
    const loading = this.#tools.store.load({ runs, session: shift.session });
    for (const { runId } of runs)
      void this.#claimedBy(shift, runId, async () => {
        const held = (await loading).get(runId);
        if (held instanceof Error) throw held;
        return held ?? null;
      });
  }

  #room(): number {
    if (this.#lag > maxLagMs || (this.#tools.store.depth?.() ?? 0) > maxDepth) return 0;
    return Math.max(0, this.#tools.maxHeld - this.#shift.actors.size - this.#shift.claiming.size);
  }

  #hold(runId: string): Promise<void> {
    const shift = this.#shift;
    return this.#claimedBy(shift, runId, async () =>
      shift.actors.has(runId) || this.#stopping ? null : this.#tools.store.claim({ runId, session: shift.session }),
    );
  }

  #claimedBy(shift: Shift, runId: string, claim: () => Promise<HeldRun | null>): Promise<void> {
    const under = shift.claiming.get(runId);
    if (under) return under;
    const claiming = this.#drive(shift, runId, claim).finally(() => shift.claiming.delete(runId));
    shift.claiming.set(runId, claiming);
    return claiming;
  }

  async #drive(shift: Shift, runId: string, claim: () => Promise<HeldRun | null>): Promise<void> {
    const { session, clock } = shift;
    try {
      const held = await claim();
      if (!held || shift !== this.#shift || shift.actors.has(runId)) return;
      const worker = `${this.#tools.host}:${this.#tools.pid}`;
      const actor = new RunActor(held, {
        ...this.#tools,
        session,
        clock,
        worker,
        slots: shift.pool,
        turns: this.#turns,
        isAwake: () => this.#isAwake(),
        follow: (after) => this.#aftermath.follow(after),
      });
      shift.actors.set(runId, actor);
      actor.done.then(() => {
        if (shift.actors.get(runId) !== actor) return;
        shift.actors.delete(runId);
        if (actor.unheard) void this.#hold(runId);
      });
    } catch (error) {
      this.#tools.onError(error, runId);
    }
  }

  #deliver(runId: string, delivery: Delivery): Promise<boolean> {
    return this.#shift.actors.get(runId)?.deliver(delivery) ?? Promise.resolve(false);
  }
}

async function openShift(tools: WorkerTools, own: Pick<PoolWorkerTools, 'deliver' | 'isAwake'>): Promise<Shift> {
  const { host, pid, pools, slots, monotonic } = tools;
  const session = await tools.sessions.open({ host, pid, pools, slots });
  const clock = new DatabaseClock(session.epochMs, monotonic);
  const pool = new PoolWorker({ ...tools, clock, session, worker: `${host}:${pid}`, ...own });
  return { session, clock, actors: new Map(), claiming: new Map(), pool, lastBeat: monotonic() };
}
