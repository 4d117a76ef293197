'use client';
import '@xyflow/react/dist/base.css';
import './canvas.css';
import {
  Background,
  type Edge,
  type EdgeProps,
  MiniMap,
  ReactFlow,
  type ReactFlowProps,
  ReactFlowProvider,
} from '@xyflow/react';
import { memo, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import type { Layout } from '#lib/domain/workflow/spec.ts';
import { CanvasControls } from './canvas-controls.tsx';
import { type DrawnEdge, type DrawnStep, drawEdges, drawSteps } from './drawing.ts';
import { arrow, EdgeLine, type EdgeLook } from './edge-line.tsx';
import { FarProvider } from './far.tsx';
import { FrameNode, type FrameNodeType, frameNode } from './frame-node.tsx';
import { groupFrames } from './group-frames.ts';
import { type Lane, placeLanes } from './lanes.ts';
import type { Positions } from './layout.ts';
import { createRunMarks, type RunMarks, RunMarksContext, useRunMarks } from './run-marks.ts';
import { type Box, startView, useBox } from './start-view.ts';
import type { KindLook } from './step-card.tsx';
import { StepNode, type StepNodeType, stepNode } from './step-node.tsx';
import { usePlaces } from './use-places.ts';

type LineEdge = Edge<EdgeLook, 'line'>;

const Line = memo(function Line(props: EdgeProps<LineEdge>) {
  const taken = useRunMarks((marks) => marks.taken?.has(props.id));
  const { on, tone } = props.data ?? { on: 'success', tone: 'success' };
  return <EdgeLine edge={props} look={{ on, tone, taken }} />;
});

const nodeTypes = { step: StepNode, frame: FrameNode };
const edgeTypes = { line: Line };
const nothing: Positions = {};
const noLanes: readonly Lane[] = [];

/** With marks it shows a run; their values keep their identity while they do not change. */
export type WorkflowCanvasProps = RunMarks & {
  /** An authored spec or a run's normalised one; what is not readable is left out. */
  spec: unknown;
  layout?: Layout | null;
  /** By kind, from `useStepKinds()`. */
  kinds: Readonly<Record<string, KindLook>>;
  /** What stands apart from the graph, below it. Keep its identity while it does not change. */
  lanes?: readonly Lane[];
  selected?: string | null;
  /** A step's id, or null for the empty ground. */
  onSelect?: (step: string | null) => void;
  /** What is shown, for screen readers. */
  label: string;
  minimap?: boolean;
  /** Without them it is a picture: it neither moves nor holds back the page's scrolling. */
  controls?: boolean;
  className?: string;
};

/** A workflow's graph to look at: pan, zoom, select. Statuses and seals show a run. */
export function WorkflowCanvas(props: WorkflowCanvasProps) {
  const graph = useMemo(() => drawSteps(props.spec), [props.spec]);
  const own = usePlaces(graph, props.layout?.positions ?? nothing);
  const { lanes = noLanes } = props;
  const steps = useMemo(() => [...graph, ...lanes.flatMap((lane) => lane.steps)], [graph, lanes]);
  const places = useMemo(() => own && placeLanes(lanes, own), [lanes, own]);
  const ground = useRef<HTMLElement>(null);
  const box = useBox(ground);
  return (
    <section
      ref={ground}
      aria-label={props.label}
      className={cn('relative size-full min-h-40 bg-canvas', props.className)}
    >
      {places && box ? (
        <ReactFlowProvider>
          <FarProvider>
            <Drawing {...props} steps={steps} places={places} box={box} />
          </FarProvider>
        </ReactFlowProvider>
      ) : null}
    </section>
  );
}

function Drawing({
  steps,
  places,
  kinds,
  statuses,
  seals,
  taken,
  selected,
  onSelect,
  minimap,
  controls = true,
  box,
}: WorkflowCanvasProps & { steps: readonly DrawnStep[]; places: Positions; box: Box }) {
  const [marks] = useState(() => createRunMarks({ statuses, seals, taken }));
  useLayoutEffect(() => marks.setState({ statuses, seals, taken }), [marks, statuses, seals, taken]);
  const canvas = useId();
  const made = useMemo(() => new Map<string, StepNodeType>(), []);
  const nodes = useMemo<(StepNodeType | FrameNodeType)[]>(() => {
    const frames = groupFrames(steps, places).map(frameNode);
    const boxes = steps.map((step) => {
      const data = { step, kind: kinds[step.kind] };
      const place = places[step.id] ?? { x: 0, y: 0 };
      const chosen = selected === step.id;
      const old = made.get(step.id);
      // The same object again where nothing changed: React Flow then leaves the node alone.
      if (old && sameNode(old, data, place, chosen)) return old;
      const node = stepNode(canvas, data, place, chosen);
      made.set(step.id, node);
      return node;
    });
    return [...frames, ...boxes];
  }, [canvas, steps, places, kinds, selected, made]);

  const edges = useMemo(() => steps.flatMap((step) => drawEdges(step).map(lineOf)), [steps]);

  const [start] = useState(() => startView(nodes, box, !controls));

  // The same ones while `onSelect` stays: with others every node would be drawn anew.
  const handlers = useMemo(
    () =>
      ({
        onNodeClick: (_, node) => onSelect?.(node.type === 'step' ? node.id : null),
        onPaneClick: () => onSelect?.(null),
        onNodesChange(changes) {
          // Enter on a focused node selects it; clicks come through here as well.
          for (const change of changes) if (change.type === 'select' && change.selected) onSelect?.(change.id);
        },
      }) satisfies ReactFlowProps,
    [onSelect],
  );

  return (
    <RunMarksContext value={marks}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        {...handlers}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={onSelect !== undefined}
        edgesFocusable={false}
        deleteKeyCode={null}
        panOnScroll={controls}
        panOnDrag={controls}
        zoomOnPinch={controls}
        zoomOnScroll={controls}
        zoomOnDoubleClick={controls}
        preventScrolling={controls}
        minZoom={0.05}
        maxZoom={2}
        onlyRenderVisibleElements={steps.length > 150}
        defaultViewport={start}
        attributionPosition="top-right"
      >
        <Background gap={20} size={1} />
        {controls ? <CanvasControls /> : null}
        {minimap ? <MiniMap pannable zoomable ariaLabel="Overview of the graph" className="max-sm:hidden" /> : null}
      </ReactFlow>
    </RunMarksContext>
  );
}

const lineOf = ({ id, source, target, on, tone }: DrawnEdge): LineEdge => ({
  id,
  source,
  target,
  type: 'line',
  data: { on, tone },
  markerEnd: arrow,
  focusable: false,
  selectable: false,
});

function sameNode(
  old: StepNodeType,
  data: Pick<StepNodeType['data'], 'step' | 'kind'>,
  place: { x: number; y: number },
  selected: boolean,
) {
  return (
    old.data.step === data.step &&
    old.data.kind === data.kind &&
    old.position.x === place.x &&
    old.position.y === place.y &&
    old.selected === selected
  );
}
