'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { JsonSchema } from '#components/ui/schema-form/schema.ts';
import { SchemaForm } from '#components/ui/schema-form.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { identifier } from '#lib/domain/workflow/identifier.ts';
import { isObject } from '../model/draft.ts';
import { errorsUnder } from '../model/step-findings.ts';
import { useEdit, useEditor, useEditorTools } from '../store/editor-context.tsx';
import { select } from '../store/editor-store.ts';
import { MapSteps, withoutSteps } from './map-steps.tsx';
import { RunPicker } from './run-picker.tsx';
import { useCodeAid } from './use-code-aid.tsx';
import { asText, orNothing, useStep } from './use-step.ts';

/** Name, id and what its kind needs to know. */
export function SettingsTab({ id }: { id: string }) {
  const { kinds } = useEditorTools();
  const { step, set } = useStep(id);
  const findings = useEditor((state) => state.byStep[id]);
  const readOnly = useEditor((state) => state.readOnly);
  const kind = kinds[step?.kind ?? ''];
  // What is wrong with them as a whole stands above the tab already.
  const { '': _whole, ...fields } = errorsUnder(findings, 'with');
  const aid = useCodeAid({ of: id, kind, errors: fields });
  if (!step) return null;
  const own = errorsUnder(findings, '');
  const example = isObject(kind?.example) && isObject(kind.example.with) ? kind.example.with : undefined;
  const blank = !isObject(step.with) || Object.keys(step.with).length === 0;
  return (
    <div className="flex flex-col gap-4">
      <Field label="Name" error={own.name}>
        <Input
          value={asText(step.name)}
          placeholder={id}
          maxLength={200}
          readOnly={readOnly}
          onChange={(event) => set('name', orNothing(event.target.value))}
        />
      </Field>
      <IdField id={id} />
      <hr className="border-line" />
      {kind ? (
        <>
          <div className="flex items-start gap-2">
            <p className="min-w-0 flex-1 text-muted">{kind.description}</p>
            <RunPicker />
          </div>
          <SchemaForm
            key={id}
            schema={step.kind === 'map' ? withoutSteps(kind.schema as JsonSchema) : (kind.schema as JsonSchema)}
            hints={kind.hints}
            value={step.with ?? {}}
            errors={fields}
            disabled={readOnly}
            {...aid}
            onChange={(value) => set('with', Object.keys(value).length === 0 ? undefined : value)}
          />
          {step.kind === 'map' ? <MapSteps id={id} /> : null}
          {blank && example && !readOnly ? (
            <div>
              <Button size="sm" variant="ghost" onClick={() => set('with', example)}>
                Fill in an example
              </Button>
            </div>
          ) : null}
        </>
      ) : (
        <Notice tone="warning" title={step.kind ? `This server knows no kind “${step.kind}”` : 'No kind is chosen'}>
          Its settings can be changed in the YAML tab.
        </Notice>
      )}
      <Field label="Remarks" help="What whoever reads this should know.">
        <Textarea
          rows={2}
          value={asText(step.description)}
          readOnly={readOnly}
          onChange={(event) => set('description', orNothing(event.target.value))}
        />
      </Field>
    </div>
  );
}

/** The id is used in edges and templates; it changes when the field is left, and everything that names it follows. */
function IdField({ id }: { id: string }) {
  const { store } = useEditorTools();
  const edit = useEdit();
  const readOnly = useEditor((state) => state.readOnly);
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? id;
  const problem = problemWith(shown, id, store.getState().draft.steps);
  const commit = () => {
    setTyped(null);
    if (typed === null || typed === id || problem) return;
    const { tab } = store.getState();
    edit({ type: 'step.rename', id, to: typed });
    select(store, [typed], true);
    store.setState({ tab });
  };
  return (
    <Field label="Id" help="Used in templates as steps.<id>.output; renaming follows everywhere." error={problem}>
      <Input
        mono
        value={shown}
        readOnly={readOnly}
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
    </Field>
  );
}

function problemWith(typed: string, id: string, steps: object): string | undefined {
  if (typed === id) return undefined;
  if (Object.hasOwn(steps, typed)) return `There is a step ${typed} already.`;
  const checked = identifier.safeParse(typed);
  return checked.success ? undefined : `An id ${checked.error.issues[0]?.message ?? 'is needed'}.`;
}
