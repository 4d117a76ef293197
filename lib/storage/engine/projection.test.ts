import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MachineCommand, PersonCommand } from '#lib/domain/run/command.ts';
import { decide } from '#lib/domain/run/decide.ts';
import { fold } from '#lib/domain/run/evolve.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { type Move, move, randomMoves, settle } from '#lib/domain/run/testing/random-moves.ts';
import { randomWorkflow } from '#lib/domain/run/testing/random-workflow.ts';
import type { Workflow } from '#lib/domain/workflow/spec.ts';
import type { WorkerSession } from '#lib/engine/ports.ts';
import { HeldTestRun, letIn, person, startRun, workspaceId } from '../testing/held-run.ts';
import { bothSides } from '../testing/projection-of.ts';
import { openRunStage, type RunStage } from '../testing/run-stage.ts';
import { StoredPlay } from '../testing/stored-play.ts';
import { appendLocked, lockRun, transaction } from '../tx.ts';
import { readEvents } from './read-state.ts';

/** Runs; `PROPERTY_RUNS=20000` looks longer (see CONTRIBUTING.md). */
const numRuns = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 150) / 5);

let db: RunStage['db'];
let store: RunStage['store'];
let workflowId: string;
let sessions: readonly WorkerSession[];
let close: () => Promise<void>;
beforeAll(async () => {
  ({ db, store, workflowId, sessions, close } = await openRunStage({ workers: 3 }));
});
afterAll(() => close());

const turns = ['driver', 'driver', 'driver', 'driver', 'person', 'inbox', 'zombie', 'takeover', 'lostAnswer'] as const;
const given = fc.record({
  workflow: randomWorkflow,
  rules: fc.boolean(),
  moves: randomMoves.map((moves) => moves.slice(0, 30)),
  turns: fc.array(fc.constantFrom(...turns), { minLength: 30, maxLength: 30 }),
});

/** One run, its holder of the moment, and the holder before that, which does not know that it is none any more. */
class Stage {
  readonly runId: string;
  readonly workflow: Workflow;
  readonly rules: boolean;
  driver!: StoredPlay;
  zombie: StoredPlay | null = null;
  #turn = 0;

  constructor(runId: string, { workflow, rules }: { workflow: Workflow; rules: boolean }) {
    this.runId = runId;
    this.workflow = workflow;
    this.rules = rules;
  }

  async claim(): Promise<void> {
    this.#turn += 1;
    const run = await HeldTestRun.claim(store, sessions[this.#turn % sessions.length]!, this.runId);
    this.driver = this.#play(run);
  }

  #play(held: HeldTestRun): StoredPlay {
    const play = new StoredPlay(this.workflow, held);
    play.rules = { 'rule 0': this.rules, 'rule 1': this.rules };
    return play;
  }

  async takeOver(): Promise<void> {
    await db.pool.query('update run set session_id = null where id = $1', [this.runId]);
    this.zombie = this.driver;
    await this.claim();
  }

  /** `twice`: the answer to the first got lost, and the same append is sent again. */
  async commit({ consumed = [], twice = false }: { consumed?: string[]; twice?: boolean } = {}): Promise<void> {
    const append = this.driver.held.append({ consumed });
    const answer = await store.append(append);
    if (twice && answer.ok) {
      const seq = append.state.seq;
      expect(await store.append(append)).toMatchObject({ ok: true });
      expect(append.state.seq).toBe(seq);
    }
    if (answer.ok) return;
    // A person changed the run: the holder reads it again, and what it had decided is decided anew.
    const { held, session } = this.driver.held;
    const again = await store.reload({ runId: this.runId, session, epoch: held.epoch });
    if (!again) throw new Error('the holder lost its run to nobody');
    this.driver = this.#play(new HeldTestRun(store, session, again));
  }
}

/** A person's command through the door that pages use; refused or not. */
async function byPerson(runId: string, { pick, n }: Move): Promise<void> {
  await transaction(db.pool, async (tx) => {
    const run = (await lockRun(tx, { runId, workspaceId }))!;
    const decision = decide(run.state, personCommand(run.state, pick, n), run.now);
    if (decision.ok) await appendLocked(tx, run, { events: decision.events });
  });
}

function personCommand(state: RunState, pick: number, n: number): PersonCommand {
  const actor = person(`p${pick % 3}`);
  const steps = [...state.steps.keys()];
  const step = steps[pick % steps.length]!;
  const [gate] = [...state.openGates].map((id) => state.gates.get(id)!);
  if (gate && n < 5)
    return {
      type: 'decideGate',
      gate: gate.id,
      actor,
      action: (['approve', 'retry', 'skip', 'approve', 'modify'] as const)[n]!,
      digest: gate.digest,
      ...(n === 4 && { payload: { v: { n: 2 } }, newDigest: 'e'.repeat(64) }),
      facts: { groups: [], email: actor.email!, eligible: [], delegators: [], selfApproval: 'marked' },
    };
  if (n === 9 && pick % 5 === 0) return { type: 'cancel', actor, reason: 'enough' };
  if (n > 7) return state.paused ? { type: 'resume', actor } : { type: 'pause', actor, reason: '' };
  if (n > 5) return { type: 'skipStep', step, actor, reason: '' };
  return n > 3
    ? { type: 'signal', signal: `s${pick}`, name: 'paid', data: { v: n }, actor }
    : { type: 'retryStep', step, actor, comment: 'again' };
}

/** Results that come by post: one that fits, the same once more, and one of an attempt long gone. */
async function byPost(stage: Stage, { pick }: Move): Promise<void> {
  const { runId, driver } = stage;
  const step = [...driver.run.steps.keys()][pick % driver.run.steps.size]!;
  const result = (attempt: number): MachineCommand => ({
    type: 'attemptSucceeded',
    step,
    attempt,
    output: { v: { n: pick % 4 } },
  });
  const { attempt, phase } = driver.run.steps.get(step)!;
  if (phase !== 'running' || driver.run.stepSpecs.get(step)!.kind === 'map') return;
  const fits = { runId, originId: `a-${step}-${attempt}`, command: result(attempt) };
  const stale = { runId, originId: `b-${step}-${attempt}`, command: result(attempt + 7) };
  // What an append that was refused had folded is still there.
  const before = (await store.inbox({ runId })).items.length;
  await store.post([fits, fits, stale]);
  const { items } = await store.inbox({ runId });
  expect(items.length - before).toBeLessThanOrEqual(2);
  for (const { command } of items) driver.do(command);
  settle(driver);
  await stage.commit({ consumed: items.map(({ id }) => id) });
}

test('rows say what the events come to after every commit, whoever writes, and a fenced session writes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(given, async ({ workflow, rules, moves, turns: order }) => {
      const runId = await startRun(db.pool, workflowId, workflow);
      await letIn(db.pool, runId);
      const stage = new Stage(runId, { workflow, rules });
      await stage.claim();
      settle(stage.driver);
      await stage.commit();
      for (const [index, one] of moves.entries()) {
        const { driver, zombie } = stage;
        if (fold(await readEvents(db.pool, { runId, after: 0 }))!.finishedAt !== null) break;
        const turn = order[index]!;
        if (turn === 'person') await byPerson(runId, one);
        else if (turn === 'inbox') await byPost(stage, one);
        else if (turn === 'takeover') await stage.takeOver();
        else if (turn === 'zombie') {
          if (zombie === null || zombie.run.finishedAt !== null) continue;
          const { stored } = await bothSides(db.pool, runId);
          move(zombie, one);
          expect(await zombie.held.commit()).toEqual({ ok: false, reason: 'fenced' });
          expect((await bothSides(db.pool, runId)).stored).toEqual(stored);
        } else {
          move(driver, one);
          await stage.commit({ twice: turn === 'lostAnswer' });
        }
        const { folded, stored } = await bothSides(db.pool, runId);
        expect(stored, `${turn} ${JSON.stringify(one)}`).toEqual(folded);
      }
    }),
    // Each step of a shrinking takes a run on the database: the seed and the path say enough.
    { numRuns, endOnFailure: true, interruptAfterTimeLimit: process.env.PROPERTY_RUNS ? 3_600_000 : 25_000 },
  );
}, 3_600_000);
