import { useMemo, useRef } from 'react';
import { drawEdges, drawStep } from '#components/canvas/drawing.ts';
import { arrow } from '#components/canvas/edge-line.tsx';
import type { FrameNodeType } from '#components/canvas/frame-node.tsx';
import { groupFrames } from '#components/canvas/group-frames.ts';
import type { Positions } from '#components/canvas/layout.ts';
import type { Draft } from '../model/draft.ts';
import { noteNodeId } from '../model/note-id.ts';
import { useEditor } from '../store/editor-context.tsx';
import type { EditorEdgeType } from './editor-edge.tsx';
import { type EditorNodeType, editorNode } from './editor-node.tsx';
import { type GroupNodeType, groupNode } from './group-node.tsx';
import { type NoteNodeType, noteNode } from './note-node.tsx';
import { useInnerElements } from './use-inner-elements.ts';
import { useKept } from './use-kept.ts';

export type CanvasNode =
  | EditorNodeType
  | GroupNodeType
  | NoteNodeType
  | FrameNodeType
  | ReturnType<typeof useInnerElements>['nodes'][number];

const edgesSeen = new WeakMap<object, EditorEdgeType[]>();

/** Edge objects of one step; the same objects while the step stays the same. */
function edgesOf(step: Draft['steps'][string]): EditorEdgeType[] {
  const drawn = drawEdges(drawStep(step));
  const known = edgesSeen.get(drawn);
  if (known) return known;
  const made = drawn.map(
    (edge): EditorEdgeType => ({
      id: edge.id,
      source: edge.source,
      target: edge.target,
      type: 'line',
      data: { on: edge.on, tone: edge.tone },
      markerEnd: arrow,
      ariaLabel: `From ${edge.source} to ${edge.target}, on ${edge.on}`,
    }),
  );
  edgesSeen.set(drawn, made);
  return made;
}

/**
 * Nodes and edges for the canvas. An object is made anew only when its own step moved or was (un)selected, so a
 * keystroke in a panel or one dragged node does not draw a thousand.
 */
export function useCanvasElements(moved: Positions | null): {
  nodes: CanvasNode[];
  edges: EditorEdgeType[];
} {
  const order = useEditor((state) => state.draft.order);
  const positions = useEditor((state) => state.draft.positions);
  const selection = useEditor((state) => state.selection);
  const selectedEdges = useEditor((state) => state.selectedEdges);
  const steps = useEditor((state) => state.draft.steps);
  const groups = useKept(useMemo(() => groupsOf(steps), [steps]));
  const plainEdges = useKept(
    useMemo(() => order.flatMap((id) => (steps[id] ? edgesOf(steps[id]) : [])), [order, steps]),
  );

  const drawnNotes = useEditor((state) => state.draft.notes);
  const inner = useInnerElements();
  const notes = useMemo(
    () =>
      Object.entries(drawnNotes).map(([id, note]) => {
        const own = noteNodeId(id);
        return noteNode(id, note, moved?.[own] ?? note, selection.has(own));
      }),
    [drawnNotes, moved, selection],
  );

  const made = useRef(new Map<string, EditorNodeType>());
  const standing = useMemo(() => {
    const kept = new Map<string, EditorNodeType>();
    const boxes = order.map((id) => {
      const at = positions[id] ?? origin;
      const selected = selection.has(id);
      const old = made.current.get(id);
      const same = old?.selected === selected && old.position.x === at.x && old.position.y === at.y;
      const node = old && same ? old : editorNode(id, at, selected);
      kept.set(id, node);
      return node;
    });
    made.current = kept;
    return boxes;
  }, [order, positions, selection]);

  // While some are dragged or glide, the others are not even looked at.
  const nodes = useMemo(() => {
    const boxes = moved
      ? standing.map((node) => {
          const at = moved[node.id];
          return at ? { ...node, position: at } : node;
        })
      : standing;
    const grouped = Object.entries(groups).map(([id, group]) => ({ id, group }));
    const places = moved && grouped.length > 0 ? { ...positions, ...moved } : positions;
    return [...groupFrames(grouped, places).map(groupNode), ...notes, ...inner.nodes, ...boxes];
  }, [standing, positions, moved, groups, notes, inner]);

  const edges = useMemo(
    () =>
      selectedEdges.size === 0 && inner.edges.length === 0
        ? plainEdges
        : [
            // Only a selected way has ends to take hold of: two more circles on each of a thousand cost frames.
            ...plainEdges.map((edge) =>
              selectedEdges.has(edge.id) ? { ...edge, selected: true, reconnectable: true } : edge,
            ),
            ...inner.edges,
          ],
    [plainEdges, selectedEdges, inner],
  );
  return { nodes, edges };
}

const origin = { x: 0, y: 0 };

function groupsOf(steps: Draft['steps']): Record<string, string> {
  const groups: Record<string, string> = {};
  for (const [id, step] of Object.entries(steps)) if (typeof step.group === 'string') groups[id] = step.group;
  return groups;
}
