'use client';
import '@xyflow/react/dist/base.css';
import '#components/canvas/canvas.css';
import { Background, MiniMap, ReactFlow } from '@xyflow/react';
import { ListTree, Network, Search, StickyNote } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { CanvasControls } from '#components/canvas/canvas-controls.tsx';
import { FrameNode } from '#components/canvas/frame-node.tsx';
import { type Box, startView, useBox } from '#components/canvas/start-view.ts';
import { StepNode } from '#components/canvas/step-node.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import { panelStep } from '../store/editor-store.ts';
import { keepPointer } from '../store/pointer.ts';
import { EdgePlus } from './edge-plus.tsx';
import { EditorEdge, type EditorEdgeType, InnerEdge } from './editor-edge.tsx';
import { EditorNode } from './editor-node.tsx';
import { EmptyCanvas } from './empty-canvas.tsx';
import { FindBar } from './find-bar.tsx';
import { usePlacesBetween } from './glide-context.ts';
import { ActionsContext, GroupNode } from './group-node.tsx';
import { GuideLines } from './guide-lines.tsx';
import { NoteNode } from './note-node.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { StepPicker } from './step-picker.tsx';
import { type CanvasNode, useCanvasElements } from './use-canvas-elements.ts';
import { useCanvasHandlers } from './use-canvas-handlers.ts';
import type { DrawingActions } from './use-drawing-actions.ts';
import { useEdgePointing } from './use-edge-pointing.ts';
import { useNodeChanges } from './use-node-changes.ts';

const nodeTypes = { step: EditorNode, group: GroupNode, note: NoteNode, frame: FrameNode, inner: StepNode };
const edgeTypes = { line: EditorEdge, inner: InnerEdge };
const several = ['Control', 'Meta', 'Shift'];
const grid: [number, number] = [4, 4];

/** The canvas one draws on: move, connect, select; every edit is a change in the store. */
export function Drawing({ actions }: { actions: DrawingActions }) {
  const { store } = useEditorTools();
  const ground = useRef<HTMLElement>(null);
  const box = useBox(ground);
  return (
    <section
      ref={ground}
      aria-label="Drawing"
      className="relative size-full"
      onPointerMove={(event) => keepPointer(store, { x: event.clientX, y: event.clientY })}
      onPointerLeave={() => keepPointer(store, null)}
    >
      {box ? <Canvas actions={actions} box={box} /> : null}
    </section>
  );
}

function Canvas({ actions, box }: { actions: DrawingActions; box: Box }) {
  const { store } = useEditorTools();
  const readOnly = useEditor((state) => state.readOnly);
  const many = useEditor((state) => state.draft.order.length > 150);
  const empty = useEditor((state) => state.draft.order.length === 0 && Object.keys(state.draft.notes).length === 0);
  const outlined = useEditor((state) => state.panel === 'outline');
  const between = usePlacesBetween();
  const { dragged, guides, onNodesChange } = useNodeChanges();
  const { nodes, edges } = useCanvasElements(dragged ?? between);
  const [start] = useState(() => startView(nodes, box));
  const { pointed, point, onConnectEnd, onDragOver, onDrop } = useEdgePointing(actions);
  const { connecting, handlers } = useCanvasHandlers(actions, { point, onConnectEnd });

  // The panel takes a part of the canvas away when it opens; what it is about must stay in sight.
  const shown = useEditor(panelStep);
  useEffect(() => {
    if (shown === null) return;
    const timer = setTimeout(() => actions.reveal(shown), 60);
    return () => clearTimeout(timer);
  }, [shown, actions]);

  return (
    <ActionsContext value={actions}>
      <ReactFlow<CanvasNode, EditorEdgeType>
        className={connecting ? 'canvas-connecting' : undefined}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        {...handlers}
        edgesReconnectable={false}
        onDragOver={onDragOver}
        onDrop={onDrop}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        deleteKeyCode={null}
        multiSelectionKeyCode={several}
        connectionRadius={36}
        snapToGrid
        snapGrid={grid}
        panOnScroll
        minZoom={0.05}
        maxZoom={2}
        onlyRenderVisibleElements={many}
        elevateEdgesOnSelect
        defaultViewport={start}
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
          <IconButton
            size="sm"
            label="Stick a note"
            shortcut="S"
            icon={<StickyNote />}
            disabled={readOnly}
            onClick={() => actions.noteHere()}
          />
          <IconButton
            size="sm"
            label="Find a step"
            shortcut="Ctrl F"
            icon={<Search />}
            disabled={empty}
            onClick={() => store.setState({ finding: true })}
          />
          <IconButton
            size="sm"
            label="Outline"
            icon={<ListTree />}
            aria-pressed={outlined}
            onClick={() => store.setState({ panel: outlined ? 'none' : 'outline' })}
          />
        </CanvasControls>
        {pointed && !dragged ? (
          <EdgePlus edge={pointed} actions={actions} onHold={(held) => point(held ? pointed : null)} />
        ) : null}
        {guides.length > 0 ? <GuideLines guides={guides} /> : null}
        <SelectionBar actions={actions} />
        <MiniMap pannable zoomable ariaLabel="Overview of the drawing" className="max-md:hidden" />
      </ReactFlow>
      {empty ? <EmptyCanvas /> : null}
      <FindBar actions={actions} />
      <StepPicker actions={actions} />
    </ActionsContext>
  );
}
