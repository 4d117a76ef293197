import type { Actor } from '#lib/domain/access/actor.ts';
import { bookOf, type GateBook } from '#lib/domain/gate/book.ts';
import type { GatePlacement, GatePolicy } from '#lib/domain/gate/spec.ts';
import { policyAt } from '#lib/domain/run/policy-of.ts';
import type { GateState, RunState } from '#lib/domain/run/state.ts';

/** A gate as lists know it, without its payload and without its run. Times in Unix ms. */
export type GateLine = {
  id: string;
  runId: string;
  runNumber: number;
  workflowId: string;
  workflowName: string;
  step: string;
  stepName: string;
  placement: GatePlacement;
  attempt: number;
  title: string;
  openedAt: number;
  dueAt: number | null;
  expiresAt: number | null;
  startedBy: Actor;
  book: GateBook;
  closed: { action: string; outcome: string | null; by: Actor; at: number; expired: boolean } | null;
};

/** Of a run that is at hand. */
export function lineOf(state: RunState, gate: GateState): GateLine {
  return {
    id: gate.id,
    runId: state.runId,
    runNumber: state.number,
    workflowId: state.workflowId,
    workflowName: state.workflowName,
    step: gate.step,
    stepName: state.stepSpecs.get(gate.step)?.name ?? gate.step,
    placement: gate.placement,
    attempt: gate.attempt,
    title: policyAt(state, gate).title,
    openedAt: gate.openedAt,
    dueAt: gate.dueAt,
    expiresAt: gate.expiresAt,
    startedBy: state.actor,
    book: bookOf(state, gate),
    closed: gate.closed,
  };
}

/** Columns of `gate` (as `g`) that make a line. */
export const lineColumns = `g.id, g.run_id AS "runId", g.run_number AS "runNumber", g.workflow_id AS "workflowId",
  g.workflow_name AS "workflowName", g.step_id AS step, g.step_name AS "stepName", g.placement, g.attempt, g.title,
  g.opened_at AS "openedAt", g.due_at AS "dueAt", g.expires_at AS "expiresAt", g.started_by AS "startedBy", g.policy,
  g.book, g.closed_at AS "closedAt", g.closed_by AS "closedBy", g.action, g.outcome, g.expired`;

export type GateLineRow = Omit<GateLine, 'openedAt' | 'dueAt' | 'expiresAt' | 'book' | 'closed'> & {
  openedAt: Date;
  dueAt: Date | null;
  expiresAt: Date | null;
  policy: GatePolicy;
  book: Omit<GateBook, 'policy'>;
  closedAt: Date | null;
  closedBy: Actor | null;
  action: string | null;
  outcome: string | null;
  expired: boolean;
};

export function lineOfRow(row: GateLineRow): GateLine {
  const { policy, book, closedAt, closedBy, action, outcome, expired, openedAt, dueAt, expiresAt, ...same } = row;
  return {
    ...same,
    openedAt: openedAt.getTime(),
    dueAt: dueAt?.getTime() ?? null,
    expiresAt: expiresAt?.getTime() ?? null,
    book: { ...book, policy },
    closed: closedAt && { action: action!, outcome, by: closedBy!, at: closedAt.getTime(), expired },
  };
}
