import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gateCase } from '#lib/domain/gate/case.ts';
import type { PersonCommand } from '#lib/domain/run/command.ts';
import { dueGate } from '#lib/domain/run/decide/open-gate.ts';
import { decide } from '#lib/domain/run/decide.ts';
import { inline } from '#lib/domain/run/value.ts';
import { type Workflow, workflowSchema } from '#lib/domain/workflow/spec.ts';
import type { WorkerSession } from '#lib/engine/ports.ts';
import { HeldTestRun, letIn, person, startRun, workspaceId } from '../testing/held-run.ts';
import { bothSides } from '../testing/projection-of.ts';
import { openRunStage, type RunStage } from '../testing/run-stage.ts';
import { appendLocked, lockRun, transaction } from '../tx.ts';

let db: RunStage['db'];
let store: RunStage['store'];
let workflowId: string;
let sessions: readonly WorkerSession[];
let close: () => Promise<void>;
beforeAll(async () => {
  ({ db, store, workflowId, sessions, close } = await openRunStage({ workers: 2 }));
});
afterAll(() => close());

const step = (id: string, more: object = {}) => ({ id, kind: 'template', with: { template: '' }, ...more });
const workflow: Workflow = workflowSchema.parse({
  name: 'mixed',
  steps: [
    step('a', { retry: { max: 1, initial: '1s', jitter: false } }),
    step('b', { needs: ['a'], gate: { placement: 'after' } }),
    step('c', { needs: ['a'], gate: { placement: 'onFailure' } }),
    step('d', { needs: ['b', 'c'] }),
    step('e', { needs: [{ step: 'a', on: 'failure' }] }),
    step('f', { needs: ['d', 'e'], join: 'any' }),
  ],
});

/** What a driver or a person does next; the number picks among what is possible at that moment. */
type Move = { who: 'driver' | 'zombie' | 'person' | 'takeover'; pick: number };
const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    who: fc.constantFrom(
      'driver' as const,
      'driver' as const,
      'driver' as const,
      'zombie' as const,
      'person' as const,
      'takeover' as const,
    ),
    pick: fc.nat(1000),
  }),
  { minLength: 5, maxLength: 40 },
);

function drive(run: HeldTestRun, pick: number): void {
  const [running] = [...run.state.active].slice(pick % Math.max(1, run.state.active.size));
  const attempt = running ? run.state.steps.get(running)!.attempt : 0;
  const fate = pick % 4;
  run.held.now += 2000;
  if (running && fate < 2) run.succeed(running, { pick });
  else if (running && fate === 2)
    run.take({
      type: 'attemptFailed',
      step: running,
      attempt,
      error: { kind: 'error', message: `no ${pick}` },
      random: 0,
    });
  else if (running) run.take({ type: 'attemptLost', step: running, attempt, reason: 'gone' });
  for (const id of [...run.state.gatesDue]) {
    const placement = dueGate(run.state, id, run.held.now)!;
    const { digest } = gateCase(run.state, { step: id, placement }, { of: id });
    run.take({
      type: 'openGate',
      step: id,
      gate: `${run.held.runId}-${run.state.seq}`,
      payload: inline({ of: id }),
      digest,
    });
  }
  for (const id of [...run.state.retrying]) {
    const where = id === 'c' ? ('pool' as const) : ('driver' as const);
    const result = { take: true as const, params: inline({}), where, worker: 'w' };
    run.take({ type: 'prepare', step: id, epoch: run.held.epoch, key: `again-${id}`, result });
  }
  run.settle((id) => (id === 'c' ? 'pool' : 'driver'));
}

async function decideOne(runId: string, pick: number): Promise<void> {
  await transaction(db.pool, async (tx) => {
    const run = (await lockRun(tx, { runId, workspaceId }))!;
    const gate = [...run.state.openGates].map((id) => run.state.gates.get(id)!)[0];
    const actor = person(`p${pick % 3}`);
    const command: PersonCommand =
      gate && pick % 7 > 0
        ? {
            type: 'decideGate',
            gate: gate.id,
            actor,
            action: (['approve', 'retry', 'skip', 'approve'] as const)[pick % 4]!,
            digest: gate.digest,
            facts: { groups: [], email: actor.email!, eligible: [], delegators: [], selfApproval: 'marked' },
          }
        : { type: 'cancel', actor, reason: 'enough' };
    if (command.type === 'cancel' && pick % 5 > 0) return;
    const decision = decide(run.state, command, run.now);
    if (decision.ok) await appendLocked(tx, run, { events: decision.events });
  });
}

test('keeps rows and events one, whoever writes in whatever order, and lets no zombie in', async () => {
  await fc.assert(
    fc.asyncProperty(moves, async (list) => {
      const runId = await startRun(db.pool, workflowId, workflow);
      await letIn(db.pool, runId);
      let turn = 0;
      let driver = await HeldTestRun.claim(store, sessions[0]!, runId);
      let zombie: HeldTestRun | null = null;
      await driver.settle((id) => (id === 'c' ? 'pool' : 'driver')).commit();
      for (const { who, pick } of list) {
        if (who === 'person') await decideOne(runId, pick);
        else if (who === 'zombie' && zombie) {
          drive(zombie, pick);
          expect(await zombie.commit()).toEqual({ ok: false, reason: 'fenced' });
        } else if (who === 'takeover') {
          await db.pool.query('update run set session_id = null where id = $1', [runId]);
          turn += 1;
          const held = await store.claim({ runId, session: sessions[turn % 2]! });
          if (!held) break;
          zombie = driver;
          driver = new HeldTestRun(store, sessions[turn % 2]!, held);
        } else if (who === 'driver') {
          drive(driver, pick);
          const answer = await driver.commit();
          if (answer.ok) continue;
          const { held, session } = driver;
          const again = await store.reload({ runId, session, epoch: held.epoch });
          if (!again) break;
          driver = new HeldTestRun(store, session, again);
        }
      }
      const { folded, stored } = await bothSides(db.pool, runId);
      expect(stored).toEqual(folded);
    }),
    { numRuns: 40 },
  );
}, 60_000);
