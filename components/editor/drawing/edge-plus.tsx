'use client';
import { useReactFlow, ViewportPortal } from '@xyflow/react';
import { Plus } from 'lucide-react';
import { edgeLabel } from '#components/canvas/drawing.ts';
import { useFar } from '#components/canvas/far.tsx';
import { wayOf } from '../model/edge-edits.ts';
import { middleOf } from '../model/edge-near.ts';
import { useEditor } from '../store/editor-context.tsx';
import type { DrawingActions } from './use-drawing-actions.ts';

/** The plus in the middle of the way that is pointed at: the chosen step comes between. Above the result's name. */
export function EdgePlus({
  edge,
  actions,
  onHold,
}: {
  edge: string;
  actions: DrawingActions;
  /** The pointer came to the plus (true) or left it. */
  onHold: (held: boolean) => void;
}) {
  const flow = useReactFlow();
  const way = wayOf(edge);
  const from = useEditor((state) => state.draft.positions[way.source]);
  const to = useEditor((state) => state.draft.positions[way.target]);
  const selected = useEditor((state) => state.selectedEdges.has(edge));
  const far = useFar();
  if (!from || !to || far) return null;
  const middle = middleOf(from, to);
  const labelled = !selected && edgeLabel(way.on) !== null;
  const y = labelled ? middle.y - 24 : middle.y;
  return (
    <ViewportPortal>
      <button
        type="button"
        aria-label={`Add a step between ${way.source} and ${way.target}`}
        style={{ transform: `translate(-50%, -50%) translate(${middle.x}px, ${y}px)`, zIndex: 1003 }}
        className="nodrag nopan pointer-events-auto absolute top-0 left-0 flex size-6 items-center justify-center rounded-full border border-accent bg-surface text-accent hover:bg-accent-soft pointer-coarse:size-10"
        onPointerEnter={() => onHold(true)}
        onPointerLeave={() => onHold(false)}
        onClick={() => {
          actions.ask({ at: middle, screen: flow.flowToScreenPosition({ x: middle.x + 16, y }), edge });
        }}
      >
        <Plus className="size-3.5" aria-hidden="true" />
      </button>
    </ViewportPortal>
  );
}
