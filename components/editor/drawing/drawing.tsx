'use client';
import '@xyflow/react/dist/base.css';
import '#components/canvas/canvas.css';
import { Background, type EdgeChange, MiniMap, type NodeChange, ReactFlow, useReactFlow } from '@xyflow/react';
import { Network } from 'lucide-react';
import { type DragEvent, useCallback, useEffect, useRef, useState } from 'react';
import { beginAtStart, CanvasControls, fitView } from '#components/canvas/canvas-controls.tsx';
import { FrameNode, type FrameNodeType } from '#components/canvas/frame-node.tsx';
import type { Positions } from '#components/canvas/layout.ts';
import { nodeHeight, nodeWidth } from '#components/canvas/node-size.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useEdit, useEditor, useEditorTools } from '../store/editor-context.tsx';
import { panelStep, select } from '../store/editor-store.ts';
import { EditorEdge, type EditorEdgeType } from './editor-edge.tsx';
import { EditorNode, type EditorNodeType } from './editor-node.tsx';
import { EmptyCanvas } from './empty-canvas.tsx';
import { usePlacesBetween } from './glide-context.ts';
import { useCanvasElements } from './use-canvas-elements.ts';
import type { DrawingActions } from './use-drawing-actions.ts';

const nodeTypes = { step: EditorNode, frame: FrameNode };
const edgeTypes = { line: EditorEdge };
const several = ['Control', 'Meta', 'Shift'];

/** The type under which the palette offers a kind to the canvas. */
export const kindDrag = 'application/x-countersign-kind';

/** The canvas one draws on: move, connect, select; every edit is a change in the store. */
export function Drawing({ actions }: { actions: DrawingActions }) {
  const { store } = useEditorTools();
  const edit = useEdit();
  const flow = useReactFlow();
  const readOnly = useEditor((state) => state.readOnly);
  const many = useEditor((state) => state.draft.order.length > 150);
  const empty = useEditor((state) => state.draft.order.length === 0);
  const [dragged, setDragged] = useState<Positions | null>(null);
  const held = useRef<Positions | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const [connecting, setConnecting] = useState(false);
  const between = usePlacesBetween();
  const { nodes, edges } = useCanvasElements(dragged ?? between);

  const onNodesChange = useCallback(
    (changes: NodeChange<EditorNodeType | FrameNodeType>[]) => {
      const moving: Positions = {};
      let landed = false;
      let selection: Set<string> | undefined;
      for (const change of changes) {
        if (change.type === 'position' && change.position) {
          moving[change.id] = { x: Math.round(change.position.x), y: Math.round(change.position.y) };
          landed ||= !change.dragging;
        } else if (change.type === 'position') {
          landed ||= change.dragging === false;
        } else if (change.type === 'select') {
          selection ??= new Set(store.getState().selection);
          if (change.selected) selection.add(change.id);
          else selection.delete(change.id);
        }
      }
      if (selection) select(store, selection);
      if (Object.keys(moving).length === 0 && !landed) return;
      // While dragging only the canvas knows; where the nodes land is one edit.
      const places = { ...held.current, ...moving };
      held.current = landed ? null : places;
      setDragged(held.current);
      if (landed) edit({ type: 'steps.move', positions: places }, 'move');
    },
    [store, edit],
  );

  const onEdgesChange = useCallback(
    (changes: EdgeChange<EditorEdgeType>[]) => {
      const selectedEdges = new Set(store.getState().selectedEdges);
      for (const change of changes) {
        if (change.type !== 'select') continue;
        if (change.selected) selectedEdges.add(change.id);
        else selectedEdges.delete(change.id);
      }
      store.setState({ selectedEdges });
    },
    [store],
  );

  const onDrop = (event: DragEvent) => {
    const kind = event.dataTransfer.getData(kindDrag);
    if (!kind) return;
    event.preventDefault();
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    actions.add(kind, { x: Math.round(at.x - nodeWidth / 2), y: Math.round(at.y - nodeHeight / 2) });
  };

  // The panel takes a part of the canvas away when it opens; what it is about must stay in sight.
  const shown = useEditor(panelStep);
  useEffect(() => {
    if (shown === null) return;
    const timer = setTimeout(() => actions.reveal(shown), 60);
    return () => clearTimeout(timer);
  }, [shown, actions]);

  return (
    <section aria-label="Drawing" className="relative size-full">
      <ReactFlow
        ref={box}
        className={connecting ? 'canvas-connecting' : undefined}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeClick={(event, node) => {
          if (node.type === 'step' && !event.shiftKey && !event.ctrlKey && !event.metaKey)
            select(store, [node.id], true);
        }}
        onConnectStart={() => setConnecting(true)}
        onConnectEnd={() => setConnecting(false)}
        onConnect={({ source, target }) => actions.connect(source, target)}
        onPaneClick={() => select(store, [])}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes(kindDrag)) return;
          event.preventDefault();
          event.dataTransfer.dropEffect = 'copy';
        }}
        onDrop={onDrop}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        deleteKeyCode={null}
        multiSelectionKeyCode={several}
        connectionRadius={36}
        snapToGrid
        snapGrid={[4, 4]}
        panOnScroll
        minZoom={0.05}
        maxZoom={2}
        onlyRenderVisibleElements={many}
        elevateEdgesOnSelect
        fitView
        fitViewOptions={fitView}
        onInit={(instance) => requestAnimationFrame(() => beginAtStart(instance, box.current))}
        attributionPosition="top-right"
      >
        <Background gap={20} size={1} />
        <CanvasControls>
          <IconButton
            size="sm"
            label="Arrange the steps"
            shortcut="L"
            icon={<Network />}
            disabled={empty || readOnly}
            onClick={() => void actions.arrange()}
          />
        </CanvasControls>
        <MiniMap pannable zoomable ariaLabel="Overview of the drawing" className="max-md:hidden" />
      </ReactFlow>
      {empty ? <EmptyCanvas /> : null}
    </section>
  );
}
