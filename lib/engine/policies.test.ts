import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { GateState } from '#lib/domain/run/state.ts';
import { person, workspaceId } from '#lib/storage/testing/held-run.ts';
import { Engine } from '../../test/engine/harness.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open();
  await engine.worker();
});
afterAll(() => engine.close());
afterEach(() => engine.db.pool.query('delete from gate_policy'));

const put = (name: string, demand: object, everywhere = false) =>
  engine.db.pool.query(
    `insert into gate_policy (id, workspace_id, name, everywhere, demand, updated_by_id)
     values ($2, $1, $2, $4, $3, 'm') on conflict (id) do update set demand = excluded.demand`,
    [workspaceId, name, demand, everywhere],
  );

const signed = (id: string, needs: string[], gate: object) => ({
  id,
  kind: 'template',
  needs,
  with: { template: id },
  gate: { placement: 'after', ...gate },
});

async function gateAt(runId: string, step: string): Promise<GateState> {
  const state = await engine.until(runId, ({ gates }) => [...gates.values()].some((gate) => gate.step === step));
  return [...state.gates.values()].find((gate) => gate.step === step)!;
}

const approve = (runId: string, { id: gate, digest }: GateState, by: string) => {
  const email = `${by}@example.org`;
  const eligible = [{ id: by, email, groups: [] }];
  const facts = { groups: [], email, eligible, delegators: [], selfApproval: 'never' as const };
  return engine.command(runId, { type: 'decideGate', gate, actor: person(by), action: 'approve', digest, facts });
};

test('a policy that is changed between two gates of a run holds for the second as it is then', async () => {
  await put('production', { quorum: 2 }, true);
  const runId = await engine.start([signed('a', [], {}), signed('b', ['a'], {})]);
  const first = await gateAt(runId, 'a');
  await put('production', { quorum: 1, reviewers: { users: ['lead@example.org'] }, selfApproval: 'never' }, true);
  await approve(runId, first, 'one');
  expect((await engine.state(runId)).openGates).toContain(first.id);
  await approve(runId, first, 'two');
  const second = await gateAt(runId, 'b');
  expect([first.policy?.quorum, second.policy?.quorum]).toEqual([2, 1]);
  await expect(approve(runId, second, 'one')).rejects.toThrow('This gate asks lead@example.org');
  await approve(runId, second, 'lead');
  expect((await engine.ended(runId)).status).toBe('succeeded');
});

test('a policy that is deleted opens no gate wider: what is open stays as it is, what opens later passes nobody', async () => {
  await put('production', { reviewers: { users: ['lead@example.org'] } });
  const gate = { policy: 'production' };
  const runId = await engine.start([signed('a', [], gate), signed('b', ['a'], gate)]);
  const open = await gateAt(runId, 'a');
  await engine.db.pool.query('delete from gate_policy');
  await expect(approve(runId, open, 'anybody')).rejects.toThrow('This gate asks lead@example.org');
  await approve(runId, open, 'lead');
  const later = await gateAt(runId, 'b');
  expect(later.reason).toContain('no policy production any more');
  for (const by of ['lead', 'anybody']) await expect(approve(runId, later, by)).rejects.toThrow('nobody yet');
});
