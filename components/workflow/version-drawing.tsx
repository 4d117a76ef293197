'use client';
import { useMemo, useState } from 'react';
import { drawEdges, drawSteps, edgeId } from '#components/canvas/drawing.ts';
import { WorkflowCanvas, type WorkflowCanvasProps } from '#components/canvas/workflow-canvas.tsx';
import { usePlan } from '#lib/client/workflows/use-plan.ts';
import { PlanCard } from './plan-card.tsx';

/** The drawing of a version, with how it would unfold above it. */
export function VersionDrawing({ workflow, ...drawing }: { workflow: string } & WorkflowCanvasProps) {
  const plan = usePlan(workflow, drawing.spec);
  const [shown, setShown] = useState(false);
  const path = plan.data?.criticalPath;
  const longest = useMemo(
    () => (shown && path ? edgesAlong(path, drawing.spec) : undefined),
    [shown, path, drawing.spec],
  );
  return (
    <div className="flex h-[60dvh] flex-col">
      {plan.data && plan.data.criticalPath.length > 0 ? (
        <PlanCard plan={plan.data} shown={shown} onShow={setShown} />
      ) : null}
      <div className="min-h-0 flex-1">
        <WorkflowCanvas {...drawing} taken={longest} />
      </div>
    </div>
  );
}

/** Every edge from a step of the way to the next. */
function edgesAlong(path: readonly string[], spec: unknown): ReadonlySet<string> {
  const after = new Map(path.slice(1).map((id, index) => [id, path[index]!]));
  return new Set(
    drawSteps(spec).flatMap((step) =>
      drawEdges(step)
        .filter(({ source, target }) => after.get(target) === source)
        .map(({ source, target, on }) => edgeId(source, target, on)),
    ),
  );
}
