'use client';
import { type Edge, type Node, Panel, type ReactFlowInstance, useReactFlow } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { nodeHeight } from './node-size.ts';

/** Everything fits with air around; small graphs are not blown up. */
export const fitView = { padding: 0.16, maxZoom: 1.1, minZoom: 0.08 } as const;

/** The smallest zoom at which a name can be read. */
const readable = 0.55;
/** A graph that would be shown smaller than this begins at its start instead. */
const tooSmall = 0.25;

/**
 * A graph that is too long for the canvas begins at its start, in a size that can be read, not as a whole that cannot.
 * Call it once the first view is fitted.
 */
export function beginAtStart<N extends Node, E extends Edge>(
  flow: ReactFlowInstance<N, E>,
  box: HTMLElement | null,
): void {
  const { zoom } = flow.getViewport();
  const steps = flow.getNodes().filter((node) => node.type === 'step');
  const first = steps.reduce<N | undefined>((a, b) => (a && a.position.x <= b.position.x ? a : b), undefined);
  if (!box || !first || zoom >= (box.clientWidth < 768 ? readable : tooSmall)) return;
  const column = steps.filter((node) => node.position.x === first.position.x).map((node) => node.position.y);
  const middle = (Math.min(...column) + Math.max(...column) + nodeHeight) / 2;
  void flow.setViewport({
    x: 24 - first.position.x * readable,
    y: box.clientHeight / 2 - middle * readable,
    zoom: readable,
  });
}

/** Zoom buttons at the lower left; `children` come first. */
export function CanvasControls({ children }: { children?: ReactNode }) {
  const flow = useReactFlow();
  const glide = { duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 160 };
  return (
    <Panel position="bottom-left" className="m-3!">
      <div role="toolbar" aria-label="Canvas" className="flex items-center gap-0.5 rounded-md border bg-surface p-0.5">
        {children}
        <IconButton size="sm" label="Zoom out" icon={<Minus />} onClick={() => flow.zoomOut(glide)} />
        <IconButton size="sm" label="Zoom in" icon={<Plus />} onClick={() => flow.zoomIn(glide)} />
        <IconButton
          size="sm"
          label="Show everything"
          icon={<Maximize />}
          onClick={() => flow.fitView({ ...fitView, ...glide })}
        />
      </div>
    </Panel>
  );
}
