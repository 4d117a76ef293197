import { SeededChance } from './chance.ts';
import {
  comes,
  cutAll,
  cutCommit,
  freeze,
  kill,
  killDatabase,
  killSupervisor,
  loseBells,
  notices,
  pause,
  ringAgain,
  rival,
  slow,
  starve,
} from './faults.ts';
import type { KeptProcess } from './kept-process.ts';
import { PersistentCaller } from './persistent-caller.ts';
import type { Point } from './points.ts';
import type { LaneStep, Schedule, WorldFault } from './schedule.ts';
import { type Chronicle, emptyChronicle, tell } from './story.ts';
import type { UnderFire } from './under-fire.ts';
import { Watch } from './watch.ts';
import { publish, type StartableName, startable } from './workflows.ts';

export type CampaignOptions = {
  seed: number;
  schedule: Schedule;
  stories: number;
  maxKills?: number;
  maxMs?: number;
  say: (line: string) => void;
};

export type CampaignResult = {
  chronicle: Chronicle;
  caller: PersistentCaller;
  watch: Watch;
  kills: number;
  faults: Map<string, number>;
  /** Points that were not come to in time, though tried five times in a row. */
  missed: { point: Point; how: 'kill' | 'stop' }[];
  rivals: { said: string; code: number | null }[];
};

/** Puts the product to work, does to it what the schedule says, lets it come to rest. */
export class Campaign {
  readonly #fire: UnderFire;
  readonly #options: CampaignOptions;
  readonly #watch: Watch;
  readonly #caller: PersistentCaller;
  readonly #chronicle = emptyChronicle();
  readonly #faults = new Map<string, number>();
  readonly #missed: CampaignResult['missed'] = [];
  readonly #rivals: { said: string; code: number | null }[] = [];
  readonly #extra: Promise<void>[] = [];
  #kills = 0;
  #from = performance.now();
  #firing = true;
  #over = false;

  constructor(fire: UnderFire, options: CampaignOptions) {
    this.#fire = fire;
    this.#options = options;
    this.#watch = new Watch(fire);
    this.#caller = new PersistentCaller(() => fire);
  }

  async run(): Promise<CampaignResult> {
    await publish(this.#fire, this.#caller);
    const { seed, stories, schedule, say } = this.#options;
    this.#from = performance.now();
    const people = Array.from({ length: stories }, (_, at) => this.#people(new SeededChance(seed + 1 + at)));
    const lanes = [
      ...this.#fire.workers.map((worker, at) => this.#lane(worker, schedule.workers[at] ?? [], at)),
      ...(this.#fire.web ? [this.#lane(this.#fire.web, schedule.web, 90)] : []),
      this.#world(schedule.world),
    ];
    const ticking = setInterval(() => say(this.#sentence()), 15_000);
    await Promise.all(lanes);
    this.#firing = false;
    say(`${this.#sentence()} Coming to rest.`);
    const giveUp = setTimeout(() => {
      this.#over = true;
    }, 120_000);
    await Promise.all([...people, ...this.#extra]);
    clearTimeout(giveUp);
    clearInterval(ticking);
    await this.#fire.answers(30_000);
    await this.#watch.end();
    return {
      chronicle: this.#chronicle,
      caller: this.#caller,
      watch: this.#watch,
      kills: this.#kills,
      faults: this.#faults,
      missed: this.#missed,
      rivals: this.#rivals,
    };
  }

  get #isSpent(): boolean {
    const { maxKills = Number.POSITIVE_INFINITY, maxMs = Number.POSITIVE_INFINITY } = this.#options;
    return this.#kills >= maxKills || performance.now() - this.#from > maxMs;
  }

  #sentence(): string {
    const { runs } = this.#chronicle;
    const ended = [...runs.values()].filter(({ status }) => status !== null).length;
    const { asked, succeeded } = this.#caller.counts;
    return `${Math.round((performance.now() - this.#from) / 1000)} s: ${this.#kills} kills, ${ended} of ${runs.size} runs ended, ${succeeded} of ${asked} operations.`;
  }

  async #people(chance: SeededChance): Promise<void> {
    while (this.#firing) await this.#tell(chance.pick(startable), chance);
  }

  #tell(workflow: StartableName, chance: SeededChance): Promise<void> {
    return tell(workflow, chance, {
      caller: this.#caller,
      receiver: this.#fire.receiver,
      chronicle: this.#chronicle,
      isOver: () => this.#over,
    });
  }

  async #lane(target: KeptProcess, steps: readonly LaneStep[], at: number): Promise<void> {
    const chance = new SeededChance(this.#options.seed + 1000 + at);
    for (const step of steps) {
      if (this.#isSpent) return;
      if ('fault' in step) await this.#strike(target, step.fault, chance);
      else {
        let hit = false;
        for (let tries = 0; !hit && tries < 5; tries++) hit = await this.#mine(target, step, chance);
        if (!hit) this.#missed.push(step);
      }
    }
  }

  async #strike(target: KeptProcess, fault: 'kill' | 'freeze', chance: SeededChance): Promise<void> {
    await pause(chance.between(0, 700));
    await comes(() => target.pid !== null, 30_000);
    const { pid } = target;
    if (pid === null) return;
    this.#count(`${fault} ${target.name.startsWith('web') ? 'web' : 'worker'}`);
    if (fault === 'freeze') return freeze({ fire: this.#fire, watch: this.#watch }, pid);
    process.kill(pid, 'SIGKILL');
    await this.#died(target, pid);
  }

  async #died(target: KeptProcess, pid: number): Promise<void> {
    this.#kills += 1;
    if (!target.name.startsWith('web')) this.#watch.died(pid);
    await comes(() => target.pid !== pid, 5000);
  }

  /** Lets the target die (or stand still) at the point; false when it did not come there in time. */
  async #mine(
    target: KeptProcess,
    { point, how }: { point: Point; how: 'kill' | 'stop' },
    chance: SeededChance,
  ): Promise<boolean> {
    const { switchboard } = this.#fire;
    await comes(() => target.pid !== null && switchboard.reaches(target.pid), 30_000);
    const { pid } = target;
    if (pid === null) return false;
    const isHit = () => switchboard.hits().some((hit) => hit.pid === pid && hit.point === point && hit.how === how);
    const before = switchboard.hits().length;
    switchboard.arm(pid, { point, how });
    for (const until = performance.now() + 10_000; performance.now() < until; ) {
      await this.#provoke(point, pid, chance);
      if (await comes(() => switchboard.hits().length > before && isHit(), 1500)) break;
      if (target.pid !== pid) return isHit();
    }
    switchboard.arm(pid, null);
    await pause(50);
    if (!isHit()) return false;
    this.#count(`${how} at a point`);
    if (how === 'kill') await this.#died(target, pid);
    else {
      await pause(this.#fire.options.leaseMs + 1500);
      await this.#watch.trouble('stop', async () => process.kill(pid, 'SIGCONT'));
    }
    return true;
  }

  /** Some points are seldom come to by themselves. */
  async #provoke(point: Point, pid: number, chance: SeededChance): Promise<void> {
    const { db } = this.#fire;
    const start = (workflow: StartableName, count: number) => {
      for (let n = 0; n < count; n++) this.#extra.push(this.#tell(workflow, chance));
    };
    if (point.startsWith('worker.handback.')) process.kill(pid, 'SIGTERM');
    else if (point === 'worker.session.opened')
      await db
        .query('update worker_session set ended_at = clock_timestamp() where pid = $1 and ended_at is null', [pid])
        .catch(() => {});
    else if (point.startsWith('worker.release.')) void ringAgain({ fire: this.#fire, watch: this.#watch }, 1200);
    else if (point.startsWith('worker.children.')) start('parent', 2);
    else if (/^worker\.(take|finish|bell)\./.test(point)) start('fan', 2);
  }

  #count(fault: string): void {
    this.#faults.set(fault, (this.#faults.get(fault) ?? 0) + 1);
  }

  async #world(faults: Schedule['world']): Promise<void> {
    for (const { fault, restMs } of faults) {
      if (this.#isSpent) return;
      await pause(restMs);
      this.#count(fault);
      await this.#worldFault(fault);
    }
  }

  async #worldFault(fault: WorldFault): Promise<void> {
    const tools = { fire: this.#fire, watch: this.#watch };
    switch (fault) {
      case 'kill worker':
      case 'kill web':
        if (await kill(tools, fault === 'kill web' ? 'web' : 'worker')) this.#kills += 1;
        return;
      case 'kill database':
        this.#kills += 1;
        return killDatabase(tools);
      case 'kill supervisor':
        this.#kills += 1;
        return killSupervisor(tools);
      case 'cut a commit of web':
      case 'cut the answer to a commit of web':
        return void (await cutCommit(tools, 'web', fault.includes('answer') ? 'after' : 'before'));
      case 'cut a commit of a worker':
      case 'cut the answer to a commit of a worker':
        return void (await cutCommit(tools, 'worker', fault.includes('answer') ? 'after' : 'before'));
      case 'cut all':
        return cutAll(tools, 1500);
      case 'slow':
        return slow(tools, 100, 4000);
      case 'lose notices':
      case 'double notices':
        return notices(tools, fault === 'lose notices' ? 'lose' : 'double', 3000);
      case 'lose bells':
        return void (await loseBells(tools, 3000));
      case 'ring again':
        return void (await ringAgain(tools, 3000));
      case 'starve':
        return void (await starve(tools, 2500));
      case 'rival':
        this.#rivals.push(await rival(tools));
    }
  }
}
