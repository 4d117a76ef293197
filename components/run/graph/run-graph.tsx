'use client';
import { useMemo, useRef } from 'react';
import { type DrawnStep, drawEdges, drawSteps } from '#components/canvas/drawing.ts';
import type { Lane } from '#components/canvas/lanes.ts';
import { WorkflowCanvas } from '#components/canvas/workflow-canvas.tsx';
import { useStepKinds } from '#lib/client/workflows/use-step-kinds.ts';
import type { RunView } from '#lib/contracts/run.ts';
import type { RunStepView } from '#lib/contracts/run-step.ts';
import type { Layout } from '#lib/domain/workflow/spec.ts';
import { uncalledHandlers } from '../uncalled-handlers.ts';
import { lanesOf } from './lanes-of.ts';
import { sealsOf } from './step-seals.ts';
import { stateOf } from './step-state.ts';
import { takenEdges } from './taken-edges.ts';

/** The workflow's drawing with the run in it: statuses, seals of who signed, the ways it took. */
export function RunGraph({
  run,
  chosen,
  onChoose,
}: {
  run: RunView;
  chosen: string | null;
  onChoose: (step: string | null) => void;
}) {
  const { kinds } = useStepKinds();
  const spec = useSame(run.spec, run.id);
  const statuses = useKept(run.steps, stateOf);
  const seals = useKept(run.steps, sealsOf);
  const lanes = useLanes(run);
  const taken = useSameSet(useMemo(() => waysOf(drawSteps(spec), lanes, run.steps), [spec, lanes, run.steps]));
  const handlers = uncalledHandlers(run).length;
  return (
    <div className="relative size-full">
      <WorkflowCanvas
        spec={spec}
        layout={run.layout as Layout | null}
        kinds={kinds}
        statuses={statuses}
        seals={seals}
        lanes={lanes}
        taken={taken}
        selected={chosen}
        onSelect={onChoose}
        label={`Graph of ${run.workflowName} #${run.number}`}
        minimap={run.steps.length > 12}
      />
      {handlers > 0 ? (
        <p className="pointer-events-none absolute top-2 left-3 text-faint text-xs">
          {handlers === 1 ? '1 handler' : `${handlers} handlers`}, not called
        </p>
      ) : null}
    </div>
  );
}

/** What came in only ever grows by whole steps: the same ids are the same lanes, and nothing is placed anew. */
function useLanes(run: RunView): readonly Lane[] {
  const ids = run.added.map((spec) => (spec as { id: string }).id).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  return useMemo(() => lanesOf(run), [run.id, ids]);
}

/** The spec of a run never changes: its first object stands for all later readings. */
function useSame(spec: unknown, run: string): unknown {
  const kept = useRef({ run, spec });
  if (kept.current.run !== run) kept.current = { run, spec };
  return kept.current.spec;
}

/** The same set for as long as it has the same members. */
function useSameSet(set: ReadonlySet<string>): ReadonlySet<string> {
  const kept = useRef(set);
  const same = kept.current.size === set.size && [...set].every((one) => kept.current.has(one));
  if (!same) kept.current = set;
  return kept.current;
}

/** Values by step id that keep their identity while they say the same, so that unchanged nodes are not drawn again. */
function useKept<T>(steps: readonly RunStepView[], read: (step: RunStepView) => T): Record<string, T> {
  const kept = useRef(new Map<string, { step: RunStepView; text: string; value: T }>());
  return useMemo(() => {
    const result: Record<string, T> = {};
    for (const step of steps) {
      const old = kept.current.get(step.id);
      if (old?.step === step) {
        result[step.id] = old.value;
        continue;
      }
      const made = read(step);
      const text = JSON.stringify(made);
      const value = old?.text === text ? old.value : made;
      kept.current.set(step.id, { step, text, value });
      result[step.id] = value;
    }
    return result;
  }, [steps, read]);
}

function waysOf(
  drawing: readonly DrawnStep[],
  lanes: readonly Lane[],
  steps: readonly RunStepView[],
): ReadonlySet<string> {
  const taken = takenEdges(drawing, steps);
  const started = new Set(steps.filter((step) => step.startedAt).map((step) => step.id));
  // What stands in a lane starts however the one before it ended.
  for (const drawn of lanes.flatMap((lane) => lane.steps))
    if (started.has(drawn.id)) for (const edge of drawEdges(drawn)) taken.add(edge.id);
  return taken;
}
