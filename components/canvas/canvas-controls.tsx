'use client';
import { Panel, useReactFlow } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { fitView } from './fit-view.ts';

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
