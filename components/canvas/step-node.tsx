import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { nodeHeight, nodeWidth } from './node-size.ts';
import { useRunMarks } from './run-marks.ts';
import { StepCard, type StepCardProps, spokenStep } from './step-card.tsx';

export type StepNodeType = Node<Pick<StepCardProps, 'step' | 'kind'> & { labelId: string }, 'step'>;

/** A step on a canvas that is only looked at. How it stands in a run it reads from the marks. */
export const StepNode = memo(function StepNode({ id, data, selected }: NodeProps<StepNodeType>) {
  const { step, kind, labelId } = data;
  const state = useRunMarks(({ statuses }) => statuses?.[id]);
  const seals = useRunMarks((marks) => marks.seals?.[id]);
  return (
    <div className="group/node">
      <span id={labelId} role="img" hidden aria-label={spokenStep({ step, kind, state, seals })} />
      <Handle type="target" position={Position.Left} className="canvas-port-silent" isConnectable={false} />
      <StepCard step={step} kind={kind} state={state} seals={seals} selected={selected} />
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

/** `canvas`: unique in the page, where several may show steps of the same ids. */
export function stepNode(
  canvas: string,
  { step, kind }: Pick<StepCardProps, 'step' | 'kind'>,
  position: { x: number; y: number },
  selected: boolean,
): StepNodeType {
  const labelId = `${canvas}-${step.id}`.replaceAll(' ', '_');
  return {
    id: step.id,
    type: 'step',
    position,
    data: { step, kind, labelId },
    selected,
    domAttributes: { 'aria-labelledby': labelId },
    ...nodeFrame,
  };
}
