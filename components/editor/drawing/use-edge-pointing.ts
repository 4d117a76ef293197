'use client';
import { type FinalConnectionState, useReactFlow } from '@xyflow/react';
import { type DragEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { drawEdges, drawStep } from '#components/canvas/drawing.ts';
import { edgeNear } from '../model/edge-near.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import { cornerAround } from './asking-actions.ts';
import { kindDrag } from './kind-drag.ts';
import type { DrawingActions } from './use-drawing-actions.ts';

/** How near, on the screen, something dropped must be to a way to come between. */
const reach = 28;
/** So long the plus stays when the pointer leaves the line, to be reached. */
const lingerMs = 350;

/** Pointing at ways: which one is meant, dropping kinds on them, letting go of a connection somewhere. */
export function useEdgePointing(actions: DrawingActions) {
  const { store } = useEditorTools();
  const flow = useReactFlow();
  const [pointed, setPointed] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const point = useCallback((edge: string | null) => {
    clearTimeout(timer.current);
    if (edge !== null) setPointed(edge);
    else timer.current = setTimeout(() => setPointed(null), lingerMs);
  }, []);
  const onlySelected = useEditor((state) => (state.selectedEdges.size === 1 ? [...state.selectedEdges][0] : undefined));
  const handlers = useMemo(() => {
    const at = (event: { clientX: number; clientY: number }) =>
      flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const near = (event: DragEvent) => {
      const { draft } = store.getState();
      const ways = draft.order.flatMap((id) => (draft.steps[id] ? drawEdges(drawStep(draft.steps[id])) : []));
      return edgeNear(at(event), ways, draft.positions, reach / flow.getZoom());
    };
    return {
      onDragOver(event: DragEvent) {
        if (!event.dataTransfer.types.includes(kindDrag)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        point(near(event));
      },
      onDrop(event: DragEvent) {
        const kind = event.dataTransfer.getData(kindDrag);
        if (!kind) return;
        event.preventDefault();
        const edge = near(event);
        setPointed(null);
        if (edge !== null) actions.addOnEdge(kind, edge);
        else actions.add(kind, cornerAround(at(event)));
      },
      /** Let go over empty ground: asks what comes there. */
      onConnectEnd(event: MouseEvent | TouchEvent, state: FinalConnectionState) {
        if (state.toNode || !state.fromNode) return;
        const { clientX, clientY } = 'changedTouches' in event ? event.changedTouches[0]! : event;
        const to = at({ clientX, clientY });
        const backwards = state.fromHandle?.type === 'target';
        const end = backwards ? { to: state.fromNode.id } : { from: state.fromNode.id };
        const corner = { x: Math.round(backwards ? to.x - 220 : to.x), y: Math.round(to.y - 32) };
        actions.ask({ at: corner, screen: { x: clientX, y: clientY }, ...end });
      },
    };
  }, [actions, flow, point, store]);
  const exists = useEditor((state) => {
    const shown = pointed ?? onlySelected;
    if (shown === undefined) return null;
    const target = state.draft.steps[shown.slice(shown.lastIndexOf(' ') + 1)];
    return target && drawEdges(drawStep(target)).some(({ id }) => id === shown) ? shown : null;
  });
  return { pointed: exists, point, ...handlers };
}
