import { Aftermath } from './aftermath.ts';
import type { AttemptTools } from './attempt.ts';
import { DatabaseClock } from './clock.ts';
import { HeldRuns } from './held-runs.ts';
import { LettingIn } from './letting-in.ts';
import { PoolWorker } from './pool-worker.ts';
import type {
  Admission,
  ChildStarter,
  Doorbell,
  GatePolicies,
  Pool,
  RunStore,
  Sessions,
  StepCache,
  WorkerSession,
} from './ports.ts';
import type { StepWork, WorkedOut } from './prepare-step.ts';
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

/** What belongs to one session: when the lease is lost, all of it goes together. */
type Shift = {
  session: WorkerSession;
  clock: DatabaseClock;
  runs: HeldRuns;
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
  readonly #lettingIn: LettingIn;
  #current: Shift | null = null;
  #timers: NodeJS.Timeout[] = [];
  #sweeping = false;
  #stopping = false;
  #lastTick: number;
  #lag = 0;

  static async start(tools: WorkerTools): Promise<Worker> {
    const worker = new Worker(tools);
    worker.#current = await worker.#openShift();
    await worker.#listen();
    worker.#tick();
    await worker.#sweep();
    return worker;
  }

  private constructor(tools: WorkerTools) {
    this.#tools = tools;
    this.#turns = new Turns(tools.monotonic);
    this.#lettingIn = new LettingIn({ ...tools, admit: () => this.#admit() });
    this.#lastTick = tools.monotonic();
    this.#aftermath = new Aftermath({
      ...tools,
      knock: (runId) => this.#shift.runs.knock(runId),
    });
  }

  get session(): WorkerSession {
    return this.#shift.session;
  }

  /** Looks at a run now: knocks at the one held here, or admits and claims it. */
  async look(runId: string): Promise<void> {
    if (this.#stopping) return;
    if (this.#shift.runs.knock(runId)) return;
    await this.#lettingIn.look();
    await this.#shift.runs.hold(runId);
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
    await this.#lettingIn.close();
    await shift.runs.close();
    await shift.pool.close(graceMs);
    await shift.runs.stop(5000);
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
      queuedCalled: () => this.#lettingIn.soon(),
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
    old.runs.drop();
    await old.pool.abandon();
    if (this.#stopping) return;
    for (let pauseMs = 200; !this.#stopping; pauseMs = Math.min(pauseMs * 2, 5000)) {
      try {
        await this.#tools.sessions.close(old.session);
        this.#current = await this.#openShift();
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
      await this.#lettingIn.look();
      const max = this.#room();
      if (max > 0) {
        const wanted = await admission.sweep({ session: shift.session, max });
        await Promise.all(wanted.map((runId) => shift.runs.hold(runId)));
      }
      // One that is not driven here may just have been let in: `look` hears whoever did so first.
      for (const runId of await store.stirred({ session: shift.session, versions: shift.runs.versions }))
        void this.look(runId).catch((error) => this.#tools.onError(error, runId));
      await shift.pool.checkKept();
      await shift.pool.fill();
    } catch (error) {
      this.#tools.onError(error, 'sweep');
    } finally {
      this.#sweeping = false;
    }
  }

  async #admit(): Promise<number | null> {
    const max = this.#room();
    if (max === 0 || this.#stopping) return null;
    const shift = this.#shift;
    const given = await this.#tools.admission.admit({ session: shift.session, max });
    shift.runs.load(given);
    return given.length;
  }

  #room(): number {
    if (this.#lag > maxLagMs || (this.#tools.store.depth?.() ?? 0) > maxDepth) return 0;
    return Math.max(0, this.#tools.maxHeld - this.#shift.runs.size);
  }

  get #shift(): Shift {
    if (!this.#current) throw new Error('the worker has not begun');
    return this.#current;
  }

  async #openShift(): Promise<Shift> {
    const tools = this.#tools;
    const { host, pid, pools, slots, monotonic } = tools;
    const worker = `${host}:${pid}`;
    const isAwake = () => this.#isAwake();
    const session = await tools.sessions.open({ host, pid, pools, slots });
    const clock = new DatabaseClock(session.epochMs, monotonic);
    const pool = new PoolWorker({
      ...tools,
      clock,
      session,
      worker,
      isAwake,
      deliver: (runId, delivery) => this.#shift.runs.deliver(runId, delivery),
    });
    const runs = new HeldRuns(
      {
        ...tools,
        session,
        clock,
        worker,
        isAwake,
        slots: pool,
        turns: this.#turns,
        follow: (after) => this.#aftermath.follow(after),
      },
      () => this.#lettingIn.placeLeft(),
    );
    return { session, clock, runs, pool, lastBeat: monotonic() };
  }
}
