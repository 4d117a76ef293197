import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo, useMemo } from 'react';
import { drawStep } from '#components/canvas/drawing.ts';
import { StepCard, spokenStep } from '#components/canvas/step-card.tsx';
import { nodeFrame } from '#components/canvas/step-node.tsx';
import { worstOf } from '../model/step-findings.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';

export type EditorNodeType = Node<Record<string, never>, 'step'>;

const nothing: Record<string, never> = {};

/** A step being drawn. It follows its own step by id; the canvas only knows where it stands. */
export const EditorNode = memo(function EditorNode({ id, selected }: NodeProps<EditorNodeType>) {
  const { kinds } = useEditorTools();
  const step = useEditor((state) => state.draft.steps[id]);
  const findings = useEditor((state) => state.byStep[id]);
  const readOnly = useEditor((state) => state.readOnly);
  const state = useEditor(({ shown }) => shown.states[id]);
  const seals = useEditor(({ shown }) => shown.seals[id]);
  const worst = useMemo(() => worstOf(findings), [findings]);
  if (!step) return null;
  const drawn = drawStep(step);
  const kind = kinds[step.kind];
  return (
    <div className="group/node">
      <span id={labelId(id)} className="spoken">
        {spokenStep({ step: drawn, kind, state, seals, findings: worst })}
      </span>
      <div aria-hidden="true">
        <StepCard step={drawn} kind={kind} state={state} seals={seals} selected={selected} findings={worst} />
      </div>
      <Handle type="target" position={Position.Left} className="canvas-port" isConnectable={!readOnly} />
      <Handle type="source" position={Position.Right} className="canvas-port" isConnectable={!readOnly} />
    </div>
  );
});

const labelId = (id: string) => `node-label-${id}`;

/** The canvas's own object of a step. */
export function editorNode(id: string, position: { x: number; y: number }, selected: boolean): EditorNodeType {
  return {
    id,
    type: 'step',
    position,
    data: nothing,
    selected,
    domAttributes: { 'aria-labelledby': labelId(id) },
    ...nodeFrame,
  };
}
