import { nodeHeight, nodeWidth } from '#components/canvas/node-size.ts';
import { toast } from '#components/ui/toast.tsx';
import type { Change } from '../model/change.ts';
import { putBetween, reroute, wayOf } from '../model/edge-edits.ts';
import { closesCircle } from '../model/need.ts';
import { roomBetween } from '../model/room-between.ts';
import { type Asking, type EditorStore, edit, select, undo } from '../store/editor-store.ts';
import { newStep, nextResult } from './place-steps.ts';

type Point = { x: number; y: number };

/** Adding where one points: on empty ground, after a step, on a way; and leading ways elsewhere. */
export function askingActions(store: EditorStore) {
  const state = () => store.getState();
  const add = (change: Change, id: string) => {
    edit(store, change);
    select(store, [id], true);
  };
  const addOnEdge = (kind: string, edge: string) => {
    const { draft } = state();
    const way = wayOf(edge);
    const step = newStep(draft, kind, null);
    const { at, moved } = roomBetween(draft, way.source, way.target);
    add({ type: 'all', changes: [putBetween(step, way, at), { type: 'steps.move', positions: moved }] }, step.id);
  };
  return {
    ask: (asking: Asking) => {
      if (!state().readOnly) store.setState({ asking });
    },
    /** Adds the chosen kind where it was asked for. */
    answer(kind: string) {
      const { asking, draft } = state();
      if (!asking) return;
      store.setState({ asking: null });
      if (asking.edge) return addOnEdge(kind, asking.edge);
      const step = newStep(draft, kind, asking.from ?? null);
      const changes: Change[] = [{ type: 'steps.add', steps: [step], positions: { [step.id]: asking.at } }];
      if (asking.to) changes.push({ type: 'edge.add', source: step.id, target: asking.to, on: 'success' });
      add({ type: 'all', changes }, step.id);
    },
    addOnEdge,
    /** Connects two steps; says why where that cannot be. */
    connect(source: string, target: string) {
      const { draft } = state();
      if (source === target || closesCircle(draft.steps, source, target)) {
        toast.info(circle(source, target));
        return;
      }
      edit(store, { type: 'edge.add', source, target, on: nextResult(draft, source) });
    },
    reconnect(edge: string, to: { source: string; target: string }) {
      const way = wayOf(edge);
      const change = reroute(state().draft, way, to);
      if (change) edit(store, change);
      else if (to.source !== way.source || to.target !== way.target) toast.info(circle(to.source, to.target));
      store.setState({ selectedEdges: new Set() });
    },
    cut(edge: string) {
      edit(store, { type: 'edge.remove', ...wayOf(edge) });
      store.setState({ selectedEdges: new Set() });
      toast.info('Cut the connection', { action: { label: 'Undo', onClick: () => undo(store) } });
    },
  };
}

const circle = (source: string, target: string) =>
  source === target
    ? 'A step cannot follow itself.'
    : `${target} comes before ${source} already, so this would be a circle.`;

/** The corner of a step whose middle is there. */
export const cornerAround = (at: Point): Point => ({
  x: Math.round(at.x - nodeWidth / 2),
  y: Math.round(at.y - nodeHeight / 2),
});
