import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath, MarkerType } from '@xyflow/react';
import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { type EdgeTone, edgeLabel } from './drawing.ts';
import { useFar } from './far.tsx';

/** Stroke by result: failure dashed red, not taken dotted, everything else ink. */
const strokes = {
  success: {},
  failure: { stroke: 'var(--status-failed)', strokeDasharray: '6 4' },
  always: { stroke: 'var(--ink-9)', strokeDasharray: '1 0' },
  notTaken: { stroke: 'var(--status-skipped)', strokeDasharray: '2 4' },
  outcome: {},
} as const satisfies Record<EdgeTone, object>;

export type EdgeLook = {
  on: string;
  tone: EdgeTone /** Whether a run went this way; left out when nothing runs. */;
  taken?: boolean;
};

const idleStroke = { stroke: 'var(--ink-8)' };
const takenStroke = { stroke: 'var(--ink-11)', strokeWidth: 2 };
const notYet = { opacity: 0.55 };

/** The point of a line. */
export const arrow = { type: MarkerType.ArrowClosed, width: 14, height: 14, color: 'var(--ink-8)' } as const;

/** One way from a step to the next: a smooth step, with the result's name in the middle. `control` replaces the name. */
export function EdgeLine({
  edge,
  look,
  control,
}: {
  edge: Pick<
    EdgeProps,
    | 'id'
    | 'sourceX'
    | 'sourceY'
    | 'sourcePosition'
    | 'targetX'
    | 'targetY'
    | 'targetPosition'
    | 'selected'
    | 'markerEnd'
  >;
  look: EdgeLook;
  control?: ReactNode;
}) {
  const [path, x, y] = getSmoothStepPath({ ...edge, borderRadius: 12, offset: 22 });
  const far = useFar();
  const label = edgeLabel(look.on);
  // Beside a selected line, so that its ends and its middle can be taken hold of.
  const beside = edge.selected ? 22 : 0;
  return (
    <>
      <BaseEdge
        id={edge.id}
        path={path}
        markerEnd={far ? undefined : edge.markerEnd}
        interactionWidth={far ? 0 : 22}
        style={{
          strokeWidth: far ? 4 : 1.5,
          ...idleStroke,
          ...(look.taken ? takenStroke : {}),
          ...strokes[look.tone],
          ...(look.taken === false ? notYet : {}),
          ...(edge.selected ? { stroke: 'var(--accent)', strokeWidth: 2.5 } : {}),
        }}
      />
      {!far && (label || control) ? (
        <EdgeLabelRenderer>
          <div
            // Edges of a selected node are lifted to 1,000; a name is never crossed by its own line.
            style={{ zIndex: 1002, transform: `translate(-50%, -50%) translate(${x}px, ${y + beside}px)` }}
            className="nodrag nopan absolute top-0 left-0"
          >
            {control ?? (
              <span
                className={cn(
                  'rounded-sm bg-canvas px-1.5 py-0.5 font-medium text-2xs text-muted',
                  look.tone === 'failure' && 'text-danger',
                )}
              >
                {label}
              </span>
            )}
          </div>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
}
