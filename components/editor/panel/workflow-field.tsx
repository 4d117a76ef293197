'use client';
import { WorkflowPicker } from '#components/workflow/workflow-picker.tsx';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';

/** Which workflow is run as a step, by its slug; never the one that is drawn. */
export function WorkflowField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: unknown;
  onChange: (value: string) => void;
}) {
  const { workflow } = useEditorTools();
  const readOnly = useEditor((state) => state.readOnly);
  return (
    <WorkflowPicker
      aria-label={label}
      by="slug"
      without={workflow}
      disabled={readOnly}
      placeholder="Which workflow"
      value={typeof value === 'string' ? value : ''}
      onChange={onChange}
    />
  );
}
