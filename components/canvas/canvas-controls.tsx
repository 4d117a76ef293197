'use client';
import { type Edge, type Node, Panel, type ReactFlowInstance, useReactFlow } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';

/** Everything fits with air around; small graphs are not blown up. */
export const fitView = { padding: 0.16, maxZoom: 1.1, minZoom: 0.08 } as const;

/** Below this zoom a name can no longer be read. */
const readable = 0.55;

/** On a phone a long graph begins at its start in a size that can be read, not as a whole that cannot. */
export function beginAtStart<N extends Node, E extends Edge>(
  flow: ReactFlowInstance<N, E>,
  box: HTMLElement | null,
): void {
  const { zoom } = flow.getViewport();
  if (!box || box.clientWidth >= 768 || zoom >= readable) return;
  const bounds = flow.getNodesBounds(flow.getNodes());
  const y = box.clientHeight / 2 - (bounds.y + bounds.height / 2) * readable;
  void flow.setViewport({ x: 20 - bounds.x * readable, y, zoom: readable });
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
