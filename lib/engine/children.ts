import type { Child } from '#lib/domain/run/child.ts';
import type { RunEvent } from '#lib/domain/run/event.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import type { StepError } from '#lib/domain/run/step-error.ts';
import type { ChildRow, Posting, RunEffects } from './ports.ts';

/** The row by which a worker starts the child that a step asked for. */
export function childRow(
  { parent, actor }: RunState,
  { step, attempt, child }: { step: string; attempt: number; child: Child },
): ChildRow {
  const { runId, workflow, version, input } = child;
  const depth = (parent?.depth ?? 0) + 1;
  return { id: runId, stepId: step, attempt, request: { workflow, version, input, depth, actor } };
}

/** Children that these events left alone: not started if they have not been, else told to stop. */
export function leaveChildren(effects: RunEffects, state: RunState, events: readonly RunEvent[]): void {
  const since = events[0]?.seq ?? 0;
  const left = new Set<string>();
  for (let at = state.childrenLeft.length - 1; at >= 0 && state.childrenLeft[at]!.seq >= since; at--)
    left.add(state.childrenLeft[at]!.runId);
  if (left.size === 0) return;
  const command = { type: 'parentStopped', reason: whyStopped(state) } as const;
  for (const runId of left) {
    effects.droppedChildren.push(runId);
    effects.posts.push({ runId, originId: `parent:${state.runId}`, command });
  }
  // Asked for and left in the same events: it never reaches the table.
  effects.children = effects.children.filter(({ id }) => !left.has(id));
}

const named = ({ workflowName, number }: Pick<RunState, 'workflowName' | 'number'>) => `${workflowName} #${number}`;

function whyStopped(state: RunState): string {
  if (state.cancel) return `${named(state)}, which started it, was cancelled: ${state.cancel.reason}`.slice(0, 2000);
  if (state.failing || state.status === 'failed') return `${named(state)}, which started it, failed.`;
  return `${named(state)}, which started it, does not wait for it any more.`;
}

/** How a child run ended, for the step that waits for it. */
export function tellParent(state: RunState): Posting[] {
  const { parent, runId, number } = state;
  if (parent === null) return [];
  const { step, attempt } = parent;
  const about = { runId: parent.runId, originId: `child:${runId}` };
  if (state.status === 'succeeded') {
    const outputs = state.outputs ?? { v: {} };
    return [{ ...about, command: { type: 'childSucceeded', step, attempt, runId, number, outputs } }];
  }
  return [{ ...about, command: { type: 'attemptFailed', step, attempt, error: childFailure(state), random: 0 } }];
}

function childFailure(state: RunState): StepError {
  const { runId, number, status } = state;
  const why = state.reason ?? state.error?.message ?? 'no reason is known';
  return {
    kind: 'error',
    message: `The run ${named(state)} ${status === 'cancelled' ? 'was cancelled' : 'failed'}: ${why}`.slice(0, 8000),
    fix: 'Look at that run. Retrying the step starts a new one.',
    details: { runId, number, status },
  };
}
