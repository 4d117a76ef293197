'use client';
import { X } from 'lucide-react';
import { DurationInput } from '#components/ui/duration-input.tsx';
import { Field } from '#components/ui/field.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Input } from '#components/ui/input.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import type { FindingView } from '#lib/contracts/workflow.ts';
import { useEdit, useEditor, useEditorTools } from '../store/editor-context.tsx';
import { HandlersField } from './handlers-field.tsx';
import { InputsEditor } from './inputs-editor.tsx';
import { LabelsField } from './labels-field.tsx';
import { LimitsFields } from './limits-fields.tsx';
import { OnFailureEditor } from './on-failure-editor.tsx';
import { OutputsEditor } from './outputs-editor.tsx';
import { RulesEditor } from './rules-editor.tsx';
import { asText, orNothing } from './use-step.ts';

/** What holds for the workflow as a whole. */
export function WorkflowPanel() {
  const { store } = useEditorTools();
  const edit = useEdit();
  const settings = useEditor((state) => state.draft.settings);
  const findings = useEditor((state) => state.findings);
  const readOnly = useEditor((state) => state.readOnly);
  const set = (key: string, value: unknown) => edit({ type: 'settings.set', key, value }, `settings ${key}`);
  const error = (key: string) => messageAt(findings, key);
  return (
    <section aria-label="Workflow settings" className="flex h-full min-h-0 flex-col bg-surface">
      <header className="flex items-center gap-2 border-b px-4 py-3 max-md:hidden">
        <h2 className="flex-1 font-semibold text-base">Workflow</h2>
        <IconButton size="sm" label="Close" icon={<X />} onClick={() => store.setState({ panel: 'none' })} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4">
        <Field label="Name" required error={error('name')}>
          <Input
            value={asText(settings.name)}
            readOnly={readOnly}
            onChange={(event) => set('name', event.target.value)}
          />
        </Field>
        <Field label="Description" error={error('description')}>
          <Textarea
            rows={2}
            value={asText(settings.description)}
            readOnly={readOnly}
            onChange={(event) => set('description', orNothing(event.target.value))}
          />
        </Field>
        <LabelsField />
        <InputsEditor disabled={readOnly} />
        <OutputsEditor />
        <RulesEditor />
        <HandlersField />
        <OnFailureEditor />
        <Field label="Time limit of a run" error={error('timeout')} help="Such as 1h. Without one, the server’s own.">
          <DurationInput
            placeholder="1h"
            value={settings.timeout}
            readOnly={readOnly}
            onChange={(timeout) => set('timeout', timeout)}
          />
        </Field>
        <Field label="Priority" error={error('priority')} help="From -100 to 100; higher starts first.">
          <Input
            type="number"
            min={-100}
            max={100}
            placeholder="0"
            className="w-28"
            value={asText(settings.priority)}
            readOnly={readOnly}
            onChange={(event) => {
              const value = Math.trunc(Number(event.target.value));
              set('priority', event.target.value === '' || value === 0 ? undefined : value);
            }}
          />
        </Field>
        <LimitsFields />
      </div>
    </section>
  );
}

function messageAt(findings: readonly FindingView[], key: string): string | undefined {
  const found = findings.find((finding) => finding.severity === 'error' && finding.path?.[0] === key);
  return found ? `${found.message} ${found.fix}` : undefined;
}
