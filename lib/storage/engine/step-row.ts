import type { RunState, StepPhase, StepState } from '#lib/domain/run/state.ts';
import type { StepStatus } from '#lib/domain/run/status.ts';
import { shownStatus } from '#lib/domain/run/waiting.ts';

/** A step as `run_step` keeps it; JSON columns not yet serialised. */
export type StepRow = {
  stepId: string;
  status: StepStatus;
  phase: StepPhase;
  attempt: number;
  reason: string | null;
  output: StepState['output'];
  error: StepState['error'];
  startedAt: number | null;
  finishedAt: number | null;
};

/** Rows of the named steps, each once, as they are after the last event. */
export function stepRows(state: RunState, touched: Iterable<string>): StepRow[] {
  const rows: StepRow[] = [];
  for (const stepId of new Set(touched)) {
    const step = state.steps.get(stepId);
    if (!step) continue;
    rows.push({
      stepId,
      status: shownStatus[step.phase],
      phase: step.phase,
      attempt: step.attempt,
      reason: step.reason,
      output: step.output,
      error: step.error,
      startedAt: step.startedAt,
      finishedAt: step.finishedAt,
    });
  }
  return rows;
}

/** Marks by which `changedSteps` sees later which steps' rows differ. */
export function stepMarks(state: RunState): Map<string, string> {
  return new Map([...state.steps].map(([id, step]) => [id, mark(step)]));
}

/** Steps that differ from their marks: an audited command may move any step of its run. */
export function changedSteps(state: RunState, marks: ReadonlyMap<string, string>): string[] {
  return [...state.steps].flatMap(([id, step]) => (marks.get(id) === mark(step) ? [] : id));
}

/** All of a step's row except its output and error, which change only together with one of these. */
const mark = ({ phase, attempt, round, reason, startedAt, finishedAt }: StepState): string =>
  `${phase} ${attempt} ${round} ${startedAt} ${finishedAt} ${reason}`;
