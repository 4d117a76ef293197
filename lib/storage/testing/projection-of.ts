import type { Pool } from 'pg';
import { labelsOf } from '#lib/domain/label.ts';
import { fold } from '#lib/domain/run/evolve.ts';
import { limitAt } from '#lib/domain/run/moving.ts';
import { gatePolicyOf } from '#lib/domain/run/policy-of.ts';
import { progressOf } from '#lib/domain/run/progress.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { isEnded } from '#lib/domain/run/status.ts';
import { waitingFor } from '#lib/domain/run/waiting.ts';
import { gateColumns } from '../engine/gate-row.ts';
import { readEvents } from '../engine/read-state.ts';
import { stepRows } from '../engine/step-row.ts';

/** Everything that other tables say of a run, as it follows from its state alone; times in Unix ms. */
export type Projection = {
  run: Record<string, unknown>;
  steps: Record<string, unknown>;
  gates: Record<string, unknown>;
  timers: Record<string, number>;
  tasks: string[];
};

/** As JSON has it: what is undefined is not there. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

export function projectionOf(state: RunState): Projection {
  const ended = isEnded(state.status);
  return plain({
    run: {
      version: state.seq,
      status: state.status,
      labels: labelsOf(state.spec.labels, state.labels),
      ...progressOf(state),
      waiting: ended ? [] : waitingFor(state),
      error: state.error,
      reason: state.reason ?? state.cancel?.reason ?? null,
      finishedAt: state.finishedAt,
    },
    steps: Object.fromEntries(stepRows(state, state.steps.keys()).map(({ stepId, ...row }) => [stepId, row])),
    gates: Object.fromEntries(
      [...state.gates.values()].map((gate) => {
        const { id, stepId, status, digest, payload, openedAt, dueAt, expiresAt, closedAt, action, outcome, ...row } =
          gateColumns(state, gate);
        const { book, asks, excluded, signed } = row;
        // Who may sign counts while it can be signed.
        const open = gate.closed ? null : { book, asks, excluded, signed };
        const votes = gate.votes.map((vote) => `${vote.actor.id} ${vote.action}${vote.void ? ' void' : ''}`);
        return [
          id,
          { stepId, status, digest, payload, openedAt, dueAt, expiresAt, closedAt, action, outcome, open, votes },
        ];
      }),
    ),
    timers: ended ? {} : Object.fromEntries(timersOf(state)),
    tasks: [...state.active].flatMap((id) => {
      const { pooled, attempt } = state.steps.get(id)!;
      return pooled ? `${id} ${attempt}` : [];
    }),
  });
}

/** What is due sometime, written down apart from the events that set it (lib/engine/effects.ts). */
function* timersOf(state: RunState): Iterable<[string, number]> {
  const paused = state.paused !== null;
  if (state.deadlineAt !== null && !paused) yield ['run', state.deadlineAt];
  if (state.failing?.deadlineAt != null) yield ['rollback', state.failing.deadlineAt];
  for (const id of state.openGates) {
    const { expiresAt, openedAt, placement, step, policy, reminded, escalated } = state.gates.get(id)!;
    if (expiresAt !== null) yield [`gate:${id}`, expiresAt];
    const { remindMs, escalate } = policy ?? gatePolicyOf(state, step, placement);
    if (reminded < remindMs.length) yield [`remind:${id}`, openedAt + remindMs[reminded]!];
    if (escalated < escalate.length) yield [`escalate:${id}`, openedAt + escalate[escalated]!.afterMs];
  }
  for (const id of state.retrying) {
    const { retryAt } = state.steps.get(id)!;
    if (retryAt !== null && !paused) yield [`retry:${id}`, retryAt];
  }
  for (const id of state.suspended) {
    const { wait } = state.steps.get(id)!;
    const until = wait?.due === 'again' && paused ? null : (wait?.until ?? null);
    const times = [until, limitAt(state, id)].filter((at) => at !== null);
    if (times.length > 0) yield [`wait:${id}`, Math.min(...times)];
  }
}

/**
 * What the tables say. Steps that have no row yet are taken from `folded` when they are pending there: a step gets its
 * row when something happens to it.
 */
export async function storedProjection(pool: Pool, runId: string, folded: Projection): Promise<Projection> {
  const ms = (column: string) => `round(extract(epoch from ${column}) * 1000)::float8`;
  const all = async (text: string) => (await pool.query(text, [runId])).rows;
  const [[run], steps, gates, votes, timers, tasks] = await Promise.all([
    all(`select version, status, labels, steps_total as total, steps_done as done, waiting_for as waiting, error, reason,
      ${ms('finished_at')} as "finishedAt" from run where id = $1`),
    all(`select step_id, status, phase, attempt, reason, output, error, ${ms('started_at')} as "startedAt",
      ${ms('finished_at')} as "finishedAt" from run_step where run_id = $1`),
    all(`select id, step_id as "stepId", status, digest, payload_value as payload, ${ms('opened_at')} as "openedAt",
      ${ms('due_at')} as "dueAt", ${ms('expires_at')} as "expiresAt", ${ms('closed_at')} as "closedAt", action, outcome,
      case when status = 'open' then json_build_object('book', book, 'asks', asks, 'excluded', excluded_ids,
        'signed', signed_ids) end as open
      from gate where run_id = $1`),
    all(`select v.gate_id, v.member_id, v.action, v.void from gate_vote v join gate g on g.id = v.gate_id
      where g.run_id = $1 order by v.gate_id, v.seq`),
    all(`select key, ${ms('due_at')} as due from run_timer where run_id = $1`),
    all('select step_id, attempt from pool_task where run_id = $1'),
  ]);
  const rows = Object.fromEntries(steps.map(({ step_id, ...row }) => [step_id, row]));
  for (const [id, row] of Object.entries(folded.steps))
    if (!(id in rows) && (row as { phase: string }).phase === 'pending') rows[id] = row;
  const votesOf = (gate: string) =>
    votes
      .filter((vote) => vote.gate_id === gate)
      .map((vote) => `${vote.member_id} ${vote.action}${vote.void ? ' void' : ''}`);
  return {
    run: run as Projection['run'],
    steps: rows,
    gates: Object.fromEntries(gates.map(({ id, ...row }) => [id, { ...row, votes: votesOf(id) }])),
    // A row that nothing waits for any more brings no event when its time comes: only what is waited for is compared.
    timers: Object.fromEntries(timers.flatMap(({ key, due }) => (key in folded.timers ? [[key, due]] : []))),
    tasks: tasks.map(({ step_id, attempt }) => `${step_id} ${attempt}`),
  };
}

/** Both sides of a run: what its events come to, and what its rows say. They are equal after every commit. */
export async function bothSides(pool: Pool, runId: string): Promise<{ folded: Projection; stored: Projection }> {
  const events = await readEvents(pool, { runId, after: 0 });
  const folded = projectionOf(fold(events)!);
  const stored = await storedProjection(pool, runId, folded);
  for (const side of [folded, stored]) side.tasks.sort();
  return { folded, stored };
}
