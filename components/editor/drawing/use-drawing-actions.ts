'use client';
import { useReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { arrangeApart } from '#components/canvas/arrange-apart.ts';
import { fitView } from '#components/canvas/canvas-controls.tsx';
import type { Positions } from '#components/canvas/layout.ts';
import { nodeHeight, nodeWidth } from '#components/canvas/node-size.ts';
import { toast } from '#components/ui/toast.tsx';
import type { DraftStep } from '../model/draft.ts';
import { closesCircle } from '../model/need.ts';
import { useEditorTools } from '../store/editor-context.tsx';
import { edit, select, undo } from '../store/editor-store.ts';
import { useGlideTo } from './glide-context.ts';
import { copiesOf, graphOf, newStep, nextResult, placeFor } from './place-steps.ts';

const stillness = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 180);

/** What can be done to the drawing as a whole or to its selection; used by keys, palette, buttons and commands. */
export function useDrawingActions() {
  const { store } = useEditorTools();
  const flow = useReactFlow();
  const glide = useGlideTo();
  return useMemo(() => {
    const state = () => store.getState();
    const chosen = () => [...state().selection].filter((id) => Object.hasOwn(state().draft.steps, id));

    const centre = () => {
      const box = document.querySelector('.react-flow')?.getBoundingClientRect();
      return flow.screenToFlowPosition({
        x: (box?.left ?? 0) + (box?.width ?? 800) / 2,
        y: (box?.top ?? 0) + (box?.height ?? 600) / 2,
      });
    };

    const show = (id: string) => {
      const at = state().draft.positions[id];
      if (!at) return;
      const zoom = Math.min(1.1, Math.max(0.7, flow.getZoom()));
      void flow.setCenter(at.x + nodeWidth / 2, at.y + nodeHeight / 2, { zoom, duration: stillness() });
    };

    /** Pans only when the step is not in sight: what one looks at must not jump. */
    const reveal = (id: string) => {
      const at = state().draft.positions[id];
      const box = document.querySelector('.react-flow')?.getBoundingClientRect();
      if (!at || !box) return;
      const from = flow.flowToScreenPosition(at);
      const to = flow.flowToScreenPosition({ x: at.x + nodeWidth, y: at.y + nodeHeight });
      const air = 24;
      // The shortest way into sight keeps as much of its neighbours there as can be.
      const aside = past(from.x - box.left, to.x - box.left, box.width, air);
      const down = past(from.y - box.top, to.y - box.top, box.height, air);
      if (aside === 0 && down === 0) return;
      if (flow.getZoom() < 0.7) return show(id);
      const { x, y, zoom } = flow.getViewport();
      void flow.setViewport({ x: x - aside, y: y - down, zoom }, { duration: stillness() });
    };

    const put = (steps: readonly DraftStep[], positions: Positions) => {
      edit(store, { type: 'steps.add', steps, positions });
      select(
        store,
        steps.map((step) => step.id),
        steps.length === 1,
      );
    };

    return {
      /** Adds a step: at `at`, or right of the one selected step and connected to it, or in the middle. */
      add(kind: string, at?: { x: number; y: number }) {
        const { draft, readOnly } = state();
        if (readOnly) return;
        const only = chosen();
        const from = at === undefined && only.length === 1 ? (only[0] ?? null) : null;
        const step = newStep(draft, kind, from);
        put([step], { [step.id]: at ?? placeFor(draft, from, centre()) });
      },
      /** Connects two steps; says why where that cannot be. */
      connect(source: string, target: string) {
        const { draft } = state();
        if (source === target || closesCircle(draft.steps, source, target)) {
          toast.info(`${target} comes before ${source} already, so this would be a circle.`);
          return;
        }
        edit(store, { type: 'edge.add', source, target, on: nextResult(draft, source) });
      },
      /** Removes what is selected, with a way back. */
      remove() {
        const { selectedEdges, readOnly } = state();
        const ids = chosen();
        if (readOnly || ids.length + selectedEdges.size === 0) return;
        for (const edge of selectedEdges) {
          const [source = '', on = '', target = ''] = splitEdge(edge);
          edit(store, { type: 'edge.remove', source, on, target });
        }
        store.setState({ selectedEdges: new Set() });
        if (ids.length === 0) return;
        const what = ids.length === 1 ? `Removed ${ids[0]}` : `Removed ${ids.length} steps`;
        edit(store, { type: 'steps.remove', ids });
        toast.info(what, { action: { label: 'Undo', onClick: () => undo(store) } });
      },
      duplicate() {
        const { draft } = state();
        const steps = chosen().flatMap((id) => draft.steps[id] ?? []);
        if (steps.length === 0) return;
        const copies = copiesOf(draft, steps, draft.positions);
        put(copies.steps, copies.positions);
      },
      paste(steps: readonly DraftStep[], places: Positions) {
        const copies = copiesOf(state().draft, steps, places);
        put(copies.steps, copies.positions);
      },
      copied() {
        const { draft } = state();
        const steps = chosen().flatMap((id) => draft.steps[id] ?? []);
        return {
          steps,
          positions: Object.fromEntries(steps.map(({ id }) => [id, draft.positions[id] ?? { x: 0, y: 0 }])),
        };
      },
      selectAll: () => select(store, state().draft.order),
      reveal,
      /** Shows a step in the middle, with its panel. */
      open(id: string) {
        store.setState({ view: 'drawing' });
        select(store, [id], true);
        // The canvas may just be coming back from the YAML view.
        requestAnimationFrame(() => show(id));
      },
      /** Arranges everything anew and shows it. */
      async arrange() {
        const { draft } = state();
        if (draft.order.length === 0) return;
        const positions = await arrangeApart(graphOf(draft));
        glide(state().draft.positions, positions, () => {
          edit(store, { type: 'steps.move', positions });
          void flow.fitView({ ...fitView, duration: stillness() });
        });
      },
      fit: () => flow.fitView({ ...fitView, duration: stillness() }),
    };
  }, [store, flow, glide]);
}

export type DrawingActions = ReturnType<typeof useDrawingActions>;

/** An edge's id is `source on target`, and step ids hold no spaces; a result's name might. */
export function splitEdge(id: string): [source: string, on: string, target: string] {
  const parts = id.split(' ');
  return [parts[0] ?? '', parts.slice(1, -1).join(' '), parts.at(-1) ?? ''];
}

/** How far a stretch lies beyond a frame of that length; 0 inside, below 0 before its beginning. */
function past(from: number, to: number, length: number, air: number): number {
  if (from < air) return from - air;
  return Math.max(0, to - (length - air));
}
