'use client';
import { workflowSchema } from '#lib/domain/workflow/spec.ts';
import { useEditor } from '../store/editor-context.tsx';
import { PartField } from '../yaml/part-field.tsx';
import { findingsIn } from '../yaml/part-text.ts';
import { useSetting } from './use-setting.ts';

const schema = workflowSchema.shape.handlers;
const place = ['handlers'];

/** Steps that run only when a rule or a failure calls them. */
export function HandlersField() {
  const { value, disabled, set } = useSetting('handlers');
  const findings = useEditor((state) => state.findings);
  return (
    <PartField
      place="handlers"
      name="handlers"
      label="Handlers"
      help="Steps with id, kind and with, which run only when a rule or a failure calls them."
      placeholder={'- id: tell\n  kind: notify\n  with: { channel: log, subject: It failed }'}
      schema={schema}
      value={value}
      findings={findingsIn(findings, place)}
      disabled={disabled}
      onChange={set}
    />
  );
}

/** The ids of handlers, as far as they have one. */
export const handlerIds = (handlers: unknown): string[] =>
  Array.isArray(handlers)
    ? handlers.flatMap((each: { id?: unknown } | null) => (typeof each?.id === 'string' ? [each.id] : []))
    : [];
