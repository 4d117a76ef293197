import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Frame } from './group-frames.ts';

export type FrameNodeType = Node<{ name: string; steps: number }, 'frame'>;

/** A group as a frame behind its steps. */
export const FrameNode = memo(function FrameNode({ data }: NodeProps<FrameNodeType>) {
  return (
    <div className="pointer-events-none size-full rounded-lg border border-line-strong border-dashed bg-ink-3/50 px-3 py-1.5">
      <span className="block truncate font-medium text-muted text-xs">{data.name}</span>
    </div>
  );
});

export function frameNode(frame: Frame): FrameNodeType {
  return {
    id: `frame ${frame.name}`,
    type: 'frame',
    position: { x: frame.x, y: frame.y },
    width: frame.width,
    height: frame.height,
    measured: { width: frame.width, height: frame.height },
    data: { name: frame.name, steps: frame.steps },
    draggable: false,
    selectable: false,
    focusable: false,
    connectable: false,
    deletable: false,
    zIndex: -1,
    className: 'pointer-events-none!',
  };
}
