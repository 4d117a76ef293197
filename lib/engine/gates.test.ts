import { afterAll, beforeAll, expect, test } from 'vitest';
import { gateCase } from '#lib/domain/gate/case.ts';
import type { GateAction } from '#lib/domain/gate/spec.ts';
import type { GateState, RunState } from '#lib/domain/run/state.ts';
import { inline } from '#lib/domain/run/value.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { person, workspaceId } from '#lib/storage/testing/held-run.ts';
import { Engine, phases, type Steps } from '../../test/engine/harness.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open();
  await engine.worker();
});
afterAll(() => engine.close());

const text = (id: string, template: string, more: object = {}) => ({
  id,
  kind: 'template',
  with: { template },
  ...more,
});

/** Starts a run and waits until it stands at a gate. */
async function atGate(steps: Steps): Promise<{ runId: string; gate: GateState; state: RunState }> {
  const runId = await engine.start(steps);
  return { runId, ...(await gateOf(runId)) };
}

async function gateOf(runId: string): Promise<{ gate: GateState; state: RunState }> {
  const state = await engine.until(runId, ({ openGates, finishedAt }) => openGates.size > 0 || finishedAt !== null);
  const [id] = state.openGates;
  if (id === undefined) throw new Error(`no gate: ${JSON.stringify(phases(state))}`);
  return { gate: state.gates.get(id)!, state };
}

async function decide(
  { runId, gate, state }: { runId: string; gate: GateState; state: RunState },
  action: GateAction,
  more: { payload?: Json; comment?: string; outcome?: string; by?: string } = {},
): Promise<void> {
  const { payload, by = 'reviewer', ...rest } = more;
  const actor = person(by);
  const email = `${by}@example.org`;
  const edit =
    payload === undefined ? {} : { payload: inline(payload), newDigest: gateCase(state, gate, payload).digest };
  await engine.command(runId, {
    type: 'decideGate',
    gate: gate.id,
    actor,
    action,
    digest: gate.digest,
    ...rest,
    ...edit,
    facts: {
      groups: [],
      email,
      eligible: [{ id: by, email, groups: [] }],
      delegators: [],
      selfApproval: 'never',
    },
  });
}

const holder = async (runId: string) =>
  (await engine.db.pool.query('select session_id, status from run where id = $1', [runId])).rows[0];

test('waits before a step with nobody holding it, and runs it with what the reviewer made of its input', async () => {
  const at = await atGate([
    text('a', 'hello', { gate: { placement: 'before' } }),
    text('b', '{{ steps.a.output.text }}!', { needs: ['a'] }),
  ]);
  expect(at.gate).toMatchObject({ placement: 'before', payload: { v: { template: 'hello' } } });
  expect(at.state.status).toBe('waiting');
  expect(await holder(at.runId)).toEqual({ session_id: null, status: 'waiting' });
  await decide(at, 'modify', { payload: { template: 'edited' } });
  const state = await engine.ended(at.runId);
  expect(await engine.value(state.steps.get('b')?.output)).toEqual({ text: 'edited!' });
});

test('keeps the very text that was signed under its own digest', async () => {
  const at = await atGate([text('a', 'x'.repeat(10_000), { gate: { placement: 'after' } })]);
  const { rows } = await engine.db.pool.query('select text from payload where hash = $1', [at.gate.digest]);
  const shown = await engine.value(at.gate.payload);
  expect(rows[0]?.text).toBe(gateCase(at.state, at.gate, shown).canonical);
  await decide(at, 'approve');
  expect((await engine.ended(at.runId)).status).toBe('succeeded');
});

test('sends a step back with the comment, under a new idempotency key', async () => {
  const at = await atGate([text('a', 'try {{ gate.feedback }}', { gate: { placement: 'after' } })]);
  const before = at.state.steps.get('a')!;
  await decide(at, 'retry', { comment: 'shorter' });
  await engine.until(at.runId, (state) => state.steps.get('a')!.attempt === 2 && state.openGates.size === 1);
  const again = { runId: at.runId, ...(await gateOf(at.runId)) };
  expect(await engine.value(again.gate.payload)).toEqual({ text: 'try shorter' });
  expect(again.state.steps.get('a')!.key).not.toBe(before.key);
  await decide(again, 'approve', { by: 'other' });
  expect((await engine.ended(at.runId)).status).toBe('succeeded');
});

test('asks after a failure, and passes on the result a reviewer enters', async () => {
  const at = await atGate([
    { id: 'a', kind: 'shell', with: { run: 'exit 1' }, gate: { placement: 'onFailure' } },
    text('b', '{{ steps.a.output.stdout }}', { needs: ['a'] }),
  ]);
  expect(at.state.steps.get('a')?.error?.kind).toBe('exit');
  await decide(at, 'modify', { payload: { stdout: 'by hand' } });
  const state = await engine.ended(at.runId);
  expect(state.status).toBe('succeeded');
  expect(await engine.value(state.steps.get('b')?.output)).toEqual({ text: 'by hand' });
});

test('follows the outcome chosen at a gate that stands alone, and reruns what it names when sent back', async () => {
  const steps = [
    text('notes', 'notes {{ gate.feedback }}'),
    {
      id: 'sign',
      kind: 'gate',
      needs: ['notes'],
      with: { payload: '{{ steps.notes.output }}', rework: ['notes'] },
      gate: { outcomes: ['ship', 'hold'] },
    },
    text('ship', 'shipped {{ gate.sign.by }}', { needs: [{ step: 'sign', on: 'ship' }] }),
    text('hold', 'held', { needs: [{ step: 'sign', on: 'hold' }] }),
  ];
  const at = await atGate(steps);
  await decide(at, 'retry', { comment: 'better' });
  await engine.until(at.runId, (state) => state.steps.get('notes')!.round === 2 && state.openGates.size === 1);
  const again = { runId: at.runId, ...(await gateOf(at.runId)) };
  expect(await engine.value(again.gate.payload)).toEqual({ text: 'notes better' });
  await decide(again, 'outcome', { outcome: 'ship', by: 'other' });
  const state = await engine.ended(at.runId);
  expect(phases(state)).toEqual({ notes: 'succeeded', sign: 'succeeded', ship: 'succeeded', hold: 'notTaken' });
  expect(await engine.value(state.steps.get('ship')?.output)).toEqual({ text: 'shipped other' });
});

test('skips a step, and cancels a run, at a gate', async () => {
  const skipped = await atGate([text('a', 'x', { gate: { placement: 'before' } }), text('b', 'y', { needs: ['a'] })]);
  await decide(skipped, 'skip');
  expect(phases(await engine.ended(skipped.runId))).toEqual({ a: 'waived', b: 'succeeded' });
  const cancelled = await atGate([text('a', 'x', { gate: { placement: 'before' } }), text('b', 'y', { needs: ['a'] })]);
  await decide(cancelled, 'cancel', { comment: 'no' });
  expect(await engine.ended(cancelled.runId)).toMatchObject({ status: 'cancelled', reason: 'no' });
});

test('closes a gate by itself when it expires', async () => {
  const runId = await engine.start([
    text('a', 'x', { gate: { placement: 'after', expire: { after: '100ms', then: 'approve' } } }),
  ]);
  const state = await engine.ended(runId);
  expect(state.status).toBe('succeeded');
  expect([...state.gates.values()][0]?.closed).toMatchObject({ expired: true });
});

test('reminds, then asks others too, by itself, while nobody holds the run', async () => {
  const at = await atGate([
    text('a', 'x', {
      gate: {
        placement: 'after',
        reviewers: { users: ['first@example.org'] },
        remind: '50ms',
        escalate: { after: '100ms', to: { users: ['second@example.org'] } },
      },
    }),
  ]);
  await expect(decide(at, 'approve', { by: 'second' })).rejects.toThrow('This gate asks');
  const state = await engine.until(at.runId, ({ gates }) => gates.get(at.gate.id)!.escalated === 1);
  expect(state.gates.get(at.gate.id)).toMatchObject({ reminded: 1, closed: null, digest: at.gate.digest });
  await decide(at, 'approve', { by: 'second' });
  expect((await engine.ended(at.runId)).status).toBe('succeeded');
  const { rows } = await engine.db.pool.query('select about, nth from notice where gate_id = $1 order by id', [
    at.gate.id,
  ]);
  expect(rows).toEqual([
    { about: 'opened', nth: 1 },
    { about: 'reminded', nth: 1 },
    { about: 'escalated', nth: 1 },
    { about: 'closed', nth: 1 },
  ]);
});

test('asks whom the expression for the reviewers gives, and nobody when it fails', async () => {
  const asked = (expression: string) => [
    text('a', 'boss', { gate: { placement: 'after', reviewers: { expression } } }),
  ];
  const at = await atGate(asked(`steps.a.output.text + '@example.org'`));
  expect(at.gate.named).toEqual(['boss@example.org']);
  await expect(decide(at, 'approve', { by: 'other' })).rejects.toThrow('This gate asks');
  await decide(at, 'approve', { by: 'boss' });
  expect((await engine.ended(at.runId)).status).toBe('succeeded');
  for (const broken of ['steps.a.output.nothing', '[1, 2]', '[]']) {
    const lost = await atGate(asked(broken));
    expect(lost.gate).toMatchObject({ named: [], reason: expect.stringContaining('names nobody') });
    await expect(decide(lost, 'approve', { by: 'boss' })).rejects.toThrow('This gate asks');
  }
});

test('asks what policies of the workspace demand, as they are when the gate opens, and keeps its digest', async () => {
  const put = (demand: object, everywhere = false) =>
    engine.db.pool.query(
      `insert into gate_policy (id, workspace_id, name, everywhere, demand, updated_by_id)
       values ('p1', $1, 'production', $2, $3, 'm') on conflict (id) do update set demand = excluded.demand`,
      [workspaceId, everywhere, demand],
    );
  await put({ quorum: 2, reviewers: { users: ['one@example.org', 'two@example.org'] } });
  const at = await atGate([
    text('a', 'x', { gate: { placement: 'after', policy: 'production', reviewers: { users: ['me@example.org'] } } }),
  ]);
  expect(at.gate.policy).toMatchObject({ quorum: 2, heldBy: 'production' });
  await put({});
  await expect(decide(at, 'approve', { by: 'me' })).rejects.toThrow('This gate asks');
  await decide(at, 'approve', { by: 'one' });
  expect((await engine.state(at.runId)).openGates.size).toBe(1);
  await decide(at, 'approve', { by: 'two' });
  expect((await engine.ended(at.runId)).status).toBe('succeeded');
  const unknown = await atGate([
    text('a', 'x', {
      gate: {
        placement: 'after',
        policy: 'gone',
        actions: ['approve', 'skip'],
        expire: { after: '1d', then: 'approve' },
      },
    }),
  ]);
  expect(unknown.gate).toMatchObject({
    reason: expect.stringContaining('no policy gone'),
    policy: { mandatory: true, selfApproval: 'never', expireThen: 'cancel', actions: ['approve'] },
  });
});

test('ends a run that passed its time limit while it waited for a person', async () => {
  const runId = await engine.start([text('a', 'x', { gate: { placement: 'after' } })], { timeout: '150ms' });
  const state = await engine.ended(runId);
  expect(state).toMatchObject({ status: 'failed', error: { kind: 'timeout' } });
});
