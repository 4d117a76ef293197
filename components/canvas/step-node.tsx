import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { nodeHeight, nodeWidth } from './node-size.ts';
import { StepCard, type StepCardProps, spokenStep } from './step-card.tsx';

export type StepNodeType = Node<Omit<StepCardProps, 'selected'>, 'step'>;

/** A step on a canvas that is only looked at. */
export const StepNode = memo(function StepNode({ data, selected }: NodeProps<StepNodeType>) {
  return (
    <div className="group/node">
      <Handle type="target" position={Position.Left} className="canvas-port-silent" isConnectable={false} />
      <StepCard {...data} selected={selected} />
      <Handle type="source" position={Position.Right} className="canvas-port-silent" isConnectable={false} />
    </div>
  );
});

/** Size and ports told beforehand: nothing is measured, a thousand nodes show at once. */
export const nodeFrame = {
  width: nodeWidth,
  height: nodeHeight,
  measured: { width: nodeWidth, height: nodeHeight },
  handles: [
    // Ports are points of 1 px centred on the border (canvas.css): what is told here must be what would be measured.
    { type: 'target', position: Position.Left, x: -0.5, y: nodeHeight / 2 - 0.5, width: 1, height: 1 },
    { type: 'source', position: Position.Right, x: nodeWidth - 0.5, y: nodeHeight / 2 - 0.5, width: 1, height: 1 },
  ],
} satisfies Partial<Node>;

export function stepNode(
  data: StepNodeType['data'],
  position: { x: number; y: number },
  selected: boolean,
): StepNodeType {
  return {
    id: data.step.id,
    type: 'step',
    position,
    data,
    selected,
    ariaLabel: spokenStep(data),
    ...nodeFrame,
  };
}
