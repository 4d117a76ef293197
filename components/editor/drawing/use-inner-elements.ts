import { useMemo } from 'react';
import { drawEdges } from '#components/canvas/drawing.ts';
import { arrow } from '#components/canvas/edge-line.tsx';
import { type FrameNodeType, frameNode } from '#components/canvas/frame-node.tsx';
import { groupFrames } from '#components/canvas/group-frames.ts';
import { placeLanes } from '#components/canvas/lanes.ts';
import { type StepNodeType, stepNode } from '#components/canvas/step-node.tsx';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import type { EditorEdgeType } from './editor-edge.tsx';
import { innerLanes, innerLists } from './inner-lanes.ts';
import { useKept } from './use-kept.ts';

type InnerNode = Omit<StepNodeType, 'type'> & { type: 'inner' };

/** Steps of maps and handlers in frames below the graph, to look at; a click opens where they are edited. */
export function useInnerElements(): { nodes: (InnerNode | FrameNodeType)[]; edges: EditorEdgeType[] } {
  const { kinds } = useEditorTools();
  const steps = useEditor((state) => state.draft.steps);
  const handlers = useEditor((state) => state.draft.settings.handlers);
  const lists = useKept(useMemo(() => innerLists(steps, handlers), [steps, handlers]));
  const positions = useEditor((state) => state.draft.positions);
  const lanes = useMemo(() => innerLanes(lists), [lists]);
  return useMemo(() => {
    if (lanes.length === 0) return none;
    const places = placeLanes(lanes, positions);
    const steps = lanes.flatMap((lane) => lane.steps);
    const cards = steps.map((step): InnerNode => {
      const node = stepNode('inner', { step, kind: kinds[step.kind] }, places[step.id] ?? { x: 0, y: 0 }, false);
      return { ...node, type: 'inner', draggable: false, selectable: false, connectable: false, focusable: false };
    });
    const edges = steps.flatMap(drawEdges).map(
      (edge): EditorEdgeType => ({
        ...edge,
        type: 'inner',
        data: { on: edge.on, tone: edge.tone },
        markerEnd: arrow,
        focusable: false,
        selectable: false,
      }),
    );
    return { nodes: [...groupFrames(steps, places).map(frameNode), ...cards], edges };
  }, [lanes, positions, kinds]);
}

const none = { nodes: [], edges: [] };

/** Whose a step in a frame is: a map's id, null for handlers, undefined when it is no such step. */
export function ownerOf(nodeId: string): string | null | undefined {
  const [word, owner] = nodeId.split(' ');
  return word === 'inner' ? owner || null : undefined;
}
