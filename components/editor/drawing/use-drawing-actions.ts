'use client';
import { useReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { arrangeApart } from '#components/canvas/arrange-apart.ts';
import { arrangeKeeping } from '#components/canvas/arrange-keeping.ts';
import { fitView } from '#components/canvas/fit-view.ts';
import type { Positions } from '#components/canvas/layout.ts';
import { nodeHeight, nodeWidth } from '#components/canvas/node-size.ts';
import { toast } from '#components/ui/toast.tsx';
import type { DraftStep } from '../model/draft.ts';
import { useEditorTools } from '../store/editor-context.tsx';
import { edit, select } from '../store/editor-store.ts';
import { pointerOver } from '../store/pointer.ts';
import { askingActions, cornerAround } from './asking-actions.ts';
import { copyActions } from './copy-actions.ts';
import { useGlideTo } from './glide-context.ts';
import { graphOf, newStep, placeFor } from './place-steps.ts';
import { selectionActions } from './selection-actions.ts';

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

    /** Where the pointer is over the canvas; null when it is elsewhere. */
    const pointed = () => {
      const pointer = pointerOver(store);
      return pointer ? { at: flow.screenToFlowPosition(pointer), screen: pointer } : null;
    };

    const asking = askingActions(store);
    return {
      ...selectionActions(store),
      ...copyActions(store),
      ...asking,
      /** Asks for the next step: after the one that has the focus, else at the pointer, else after the selected one. */
      askHere(focused: string | null) {
        const { draft } = state();
        const only = chosen();
        const from = focused ?? (!pointed() && only.length === 1 ? (only[0] ?? null) : null);
        const place = placeFor(draft, from, centre());
        if (from !== null) return asking.ask({ at: place, screen: flow.flowToScreenPosition(place), from });
        const there = pointed();
        if (there) return asking.ask({ at: cornerAround(there.at), screen: there.screen });
        asking.ask({ at: place, screen: flow.flowToScreenPosition(place) });
      },
      /** A note at the pointer, or in the middle where a button was pressed. */
      noteHere(atPointer = false) {
        const there = atPointer ? pointed() : null;
        if (!state().readOnly) this.addNote(there?.at ?? cornerAround(centre()));
      },
      /** Adds a step: at `at`, or right of the one selected step and connected to it, or in the middle. */
      add(kind: string, at?: { x: number; y: number }) {
        const { draft, readOnly } = state();
        if (readOnly) return;
        const only = chosen();
        const from = at === undefined && only.length === 1 ? (only[0] ?? null) : null;
        const step = newStep(draft, kind, from);
        put([step], { [step.id]: at ?? placeFor(draft, from, centre()) });
        if (!at) store.setState((before) => ({ loose: new Set([...before.loose, step.id]) }));
      },
      pointed,
      reveal,
      show,
      /** Shows a step in the middle, with its panel. */
      open(id: string) {
        store.setState({ view: 'drawing' });
        select(store, [id], true);
        // The canvas may just be coming back from the YAML view.
        requestAnimationFrame(() => show(id));
      },
      /**
       * Arranges everything anew and shows it. With `keep` only what is selected moves, or else what was added without a
       * place of somebody's choice.
       */
      async arrange(keep = false) {
        const { draft, loose, readOnly } = state();
        if (draft.order.length === 0 || readOnly) return;
        const only = chosen().length > 1 ? new Set(chosen()) : loose;
        if (keep && only.size === 0) {
          toast.info('Every step was placed by hand. Select those that may move.');
          return;
        }
        const graph = graphOf(draft);
        const anew = await arrangeApart(graph);
        const kept = Object.fromEntries(Object.entries(draft.positions).filter(([id]) => !only.has(id)));
        const positions = keep ? arrangeKeeping(graph, anew, kept) : anew;
        glide(state().draft.positions, positions, () => {
          edit(store, { type: 'steps.move', positions });
          store.setState({ loose: new Set() });
          if (!keep) void flow.fitView({ ...fitView, duration: stillness() });
        });
      },
      /** Shows what is selected, as large as fits. */
      fitSelection: () => {
        const ids = state().selection.size > 0 ? [...state().selection] : undefined;
        void flow.fitView({ ...fitView, nodes: ids?.map((id) => ({ id })), duration: stillness() });
      },
      /** Selects a step and gives it the focus, in sight. */
      focus(id: string) {
        select(store, [id]);
        reveal(id);
        focusNode(id, 4);
      },
      fit: () => flow.fitView({ ...fitView, duration: stillness() }),
    };
  }, [store, flow, glide]);
}

export type DrawingActions = ReturnType<typeof useDrawingActions>;

/** How far a stretch lies beyond a frame of that length; 0 inside, below 0 before its beginning. */
function past(from: number, to: number, length: number, air: number): number {
  if (from < air) return from - air;
  return Math.max(0, to - (length - air));
}

/** Nodes out of sight are not in the page; one that comes into sight is there some frames later. */
function focusNode(id: string, tries: number): void {
  const node = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  if (node) node.focus({ preventScroll: true });
  else if (tries > 0) setTimeout(() => focusNode(id, tries - 1), 60);
}
