import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readPostmasterFile } from '#lib/server/postgres/postmaster-file.ts';
import { applicationUrlOfRunning } from '#lib/server/postgres/running-server.ts';
import { type Product, startProduct } from '../../e2e/harness/product.ts';
import { KeptProcess } from './kept-process.ts';
import { Receiver } from './receiver.ts';
import { Switchboard } from './switchboard.ts';
import { Wire } from './wire.ts';

export type FireOptions = {
  leaseMs: number;
  /** Workers beside the supervised one; their clocks are wrong by so much, in milliseconds. */
  workerClocks: readonly number[];
  /** Another web process beside the supervised one. */
  secondWeb: boolean;
  /** An empty folder for the data; without it one is made, and removed at the end. */
  dataDir?: string;
};

const here = import.meta.dirname;
const admin = { email: 'owner@example.org', password: 'correct-horse-battery' };

/**
 * The real product with everything between its parts in our hands: supervisor, web, worker and PostgreSQL as shipped,
 * further workers and another web process as on other machines, each with a wire of its own to the database.
 */
export class UnderFire {
  readonly receiver: Receiver;
  readonly switchboard: Switchboard;
  readonly wires: ReadonlyMap<string, Wire>;
  readonly dataDir: string;
  readonly options: FireOptions;
  /** Straight to the database, for looking at what there is. */
  db!: pg.Pool;
  product!: Product;
  /** The owner's API key. */
  key = '';
  workers: KeptProcess[] = [];
  web: KeptProcess | null = null;
  #urls: string[] = [];
  #said = '';

  private constructor(parts: Pick<UnderFire, 'receiver' | 'switchboard' | 'wires' | 'dataDir' | 'options'>) {
    this.receiver = parts.receiver;
    this.switchboard = parts.switchboard;
    this.wires = parts.wires;
    this.dataDir = parts.dataDir;
    this.options = parts.options;
  }

  static async open(options: FireOptions): Promise<UnderFire> {
    const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'countersign-fire-'));
    const receiver = await Receiver.open();
    const switchboard = await Switchboard.open(join(receiver.folder, 'hits'));
    const port = () => readPostmasterFile(join(dataDir, 'postgres/data'))?.port ?? 1;
    const names = ['web', 'worker', ...options.workerClocks.map((_, at) => `worker ${at + 2}`), 'web 2'];
    const wires = new Map<string, Wire>();
    for (const name of names) wires.set(name, await Wire.open(port));
    const fire = new UnderFire({ receiver, switchboard, wires, dataDir, options });
    try {
      await fire.startSupervised();
      await fire.#startFurther();
      await fire.ready(60_000);
    } catch (error) {
      await fire.close();
      throw error;
    }
    return fire;
  }

  /** Addresses of the web processes, as they are now. */
  get urls(): readonly string[] {
    return this.#urls;
  }

  /** What all processes printed. */
  get said(): string {
    return this.#said + this.product.output();
  }

  /** The database answers; fails with what the processes said when it does not in time. */
  async answers(withinMs: number): Promise<void> {
    for (const until = performance.now() + withinMs; ; await new Promise((wake) => setTimeout(wake, 200))) {
      if (await this.db.query('select 1').catch(() => null)) return;
      if (performance.now() > until) throw new Error(`the database does not answer:\n${this.said.slice(-4000)}`);
    }
  }

  wire(name: string): Wire {
    const wire = this.wires.get(name);
    if (!wire) throw new Error(`there is no wire ${name}`);
    return wire;
  }

  /** The supervisor with what it starts; again after it was killed. */
  async startSupervised(): Promise<void> {
    if (this.product) this.#said += this.product.output();
    this.product = await startProduct({
      admin,
      dataDir: this.dataDir,
      supervisor: join(here, 'supervisor.ts'),
      env: {
        ...this.#faults(),
        FAULTS_WEB_WIRE: String(this.wire('web').port),
        FAULTS_WORKER_WIRE: String(this.wire('worker').port),
      },
    });
    this.key = this.product.adminKey ?? '';
    this.#urls = [this.product.url, ...this.#urls.slice(1)];
    this.db ??= new pg.Pool({
      connectionString: applicationUrlOfRunning(this.dataDir),
      max: 4,
      connectionTimeoutMillis: 5000,
    });
    this.db.on('error', () => {});
  }

  /** The pid of the supervised process as it is now; null while there is none. */
  supervised(role: 'web' | 'worker'): number | null {
    const entry = join(here, `${role}.ts`);
    try {
      return (
        this.product.children().find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(entry)) ?? null
      );
    } catch {
      return null;
    }
  }

  databasePid(): number | null {
    return readPostmasterFile(join(this.dataDir, 'postgres/data'))?.pid ?? null;
  }

  /** Every worker process that is up: its wire's name and its pid. */
  workersUp(): { name: string; pid: number }[] {
    const supervised = this.supervised('worker');
    return [
      ...(supervised === null ? [] : [{ name: 'worker', pid: supervised }]),
      ...this.workers.flatMap(({ name, pid }) => (pid === null ? [] : [{ name, pid }])),
    ];
  }

  async #startFurther(): Promise<void> {
    const env = {
      ...process.env,
      ...this.#faults(),
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      HOST: '127.0.0.1',
      NEXT_TELEMETRY_DISABLED: '1',
      DATABASE_URL: applicationUrlOfRunning(this.dataDir),
      COUNTERSIGN_DATA_DIR: this.dataDir,
      COUNTERSIGN_SECRET_KEY: readFileSync(join(this.dataDir, 'secret-key'), 'utf8').trim(),
    };
    const onText = (name: string, text: string) => {
      this.#said += `[${name}] ${text}`;
    };
    for (const [at, clockMs] of this.options.workerClocks.entries()) {
      const name = `worker ${at + 2}`;
      const own = { FAULTS_WORKER_WIRE: String(this.wire(name).port), FAULTS_CLOCK_MS: String(clockMs) };
      const entry = join(here, 'worker.ts');
      this.workers.push(new KeptProcess({ name, entry, env: { ...env, ...own }, upWhen: 'ready', onText }));
    }
    if (!this.options.secondWeb) return;
    const port = await freePort();
    const own = { FAULTS_WEB_WIRE: String(this.wire('web 2').port), PORT: String(port), COUNTERSIGN_ROLE: 'web' };
    const entry = join(here, 'web.ts');
    this.web = new KeptProcess({ name: 'web 2', entry, env: { ...env, ...own }, upWhen: 'listening', onText });
    this.#urls.push(`http://127.0.0.1:${port}`);
  }

  /** Every process is up. */
  async ready(withinMs: number): Promise<void> {
    const until = performance.now() + withinMs;
    while ([...this.workers, ...(this.web ? [this.web] : [])].some(({ pid }) => pid === null)) {
      if (performance.now() > until) throw new Error(`not all processes came up:\n${this.said}`);
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }

  #faults(): Record<string, string> {
    return {
      FAULTS_AGENT: String(this.switchboard.port),
      FAULTS_HITS: this.switchboard.hitsFile,
      COUNTERSIGN_LEASE: `${this.options.leaseMs}ms`,
      // Few, so that much goes from one worker to another.
      COUNTERSIGN_SLOTS: '2',
    };
  }

  /** Ends everything and removes what it left. */
  async close(): Promise<void> {
    await Promise.all([...this.workers, ...(this.web ? [this.web] : [])].map((kept) => kept.end()));
    await this.db?.end();
    await this.product?.stop();
    for (const wire of this.wires.values()) wire.close();
    this.switchboard.close();
    this.receiver.close();
    if (this.options.dataDir === undefined) rmSync(this.dataDir, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
