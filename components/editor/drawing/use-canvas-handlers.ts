import type { EdgeChange, ReactFlowProps } from '@xyflow/react';
import { useMemo, useState } from 'react';
import { useEditorTools } from '../store/editor-context.tsx';
import { select } from '../store/editor-store.ts';
import type { EditorEdgeType } from './editor-edge.tsx';
import type { CanvasNode } from './use-canvas-elements.ts';
import type { DrawingActions } from './use-drawing-actions.ts';
import type { useEdgePointing } from './use-edge-pointing.ts';
import { ownerOf } from './use-inner-elements.ts';

type Handlers = ReactFlowProps<CanvasNode, EditorEdgeType>;
type Pointing = Pick<ReturnType<typeof useEdgePointing>, 'point' | 'onConnectEnd'>;

/**
 * What the canvas tells of presses, connections and ways led elsewhere. The handlers stay the same: with a new one the
 * canvas draws every node and every way it shows anew, also where a single one moved.
 */
export function useCanvasHandlers(actions: DrawingActions, { point, onConnectEnd }: Pointing) {
  const { store } = useEditorTools();
  const [connecting, setConnecting] = useState(false);
  const handlers = useMemo(() => {
    /** The end of a way is being led elsewhere, and whether it has found a step. */
    let leading = false;
    let landed = false;
    return {
      onEdgesChange(changes: EdgeChange<EditorEdgeType>[]) {
        const selectedEdges = new Set(store.getState().selectedEdges);
        for (const change of changes) {
          if (change.type !== 'select') continue;
          if (change.selected) selectedEdges.add(change.id);
          else selectedEdges.delete(change.id);
        }
        store.setState({ selectedEdges });
      },
      onNodeClick(event, node) {
        if (node.type === 'step' && !event.shiftKey && !event.ctrlKey && !event.metaKey) select(store, [node.id], true);
        const owner = ownerOf(node.id);
        if (owner === null) store.setState({ panel: 'workflow' });
        else if (owner !== undefined) select(store, [owner], true);
      },
      onEdgeMouseEnter(_, edge) {
        if (!store.getState().readOnly && edge.type === 'line') point(edge.id);
      },
      onEdgeMouseLeave: () => point(null),
      onConnectStart: () => setConnecting(true),
      onConnectEnd(event, state) {
        setConnecting(false);
        // Letting go of the end of a way over nothing cuts it; it asks for no new step.
        if (!leading) onConnectEnd(event, state);
      },
      onConnect: ({ source, target }) => actions.connect(source, target),
      onPaneClick: () => select(store, []),
      onReconnectStart() {
        leading = true;
        landed = false;
      },
      onReconnect(edge, { source, target }) {
        landed = true;
        actions.reconnect(edge.id, { source, target });
      },
      onReconnectEnd(_, edge) {
        leading = false;
        if (!landed) actions.cut(edge.id);
      },
    } satisfies Handlers;
  }, [actions, onConnectEnd, point, store]);
  return { connecting, handlers };
}
