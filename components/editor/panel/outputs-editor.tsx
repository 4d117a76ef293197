'use client';
import { Plus, X } from 'lucide-react';
import { z } from 'zod';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Select } from '#components/ui/select.tsx';
import { hasBraces } from '#lib/domain/template/braces.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { freeId, isObject } from '../model/draft.ts';
import { errorsInside } from '../model/step-findings.ts';
import { PartField } from '../yaml/part-field.tsx';
import { AidedField } from './aided-field.tsx';
import { typeOptions } from './inputs-editor.tsx';
import { NameField } from './name-field.tsx';
import { readOutput, writeOutput } from './output-row.ts';
import { useSetting } from './use-setting.ts';
import { useSight } from './use-sight.ts';
import { ValuePreview } from './value-preview.tsx';

const anyJson = z.json();
const options = [{ value: 'any' as const, label: 'Any' }, ...typeOptions];

/** What a finished run gives back, each with a type it is checked against, or without. */
export function OutputsEditor() {
  const { value, errors, disabled, set } = useSetting('outputs');
  const outputs = isObject(value) ? value : {};
  const put = (entries: readonly [string, unknown][]) =>
    set(entries.length === 0 ? undefined : Object.fromEntries(entries));
  const entries = Object.entries(outputs);
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-2 font-medium">Outputs</legend>
      {entries.length === 0 ? <p className="text-muted">A finished run gives nothing back.</p> : null}
      {errors[''] ? (
        <p role="alert" className="font-medium text-danger text-xs">
          {errors['']}
        </p>
      ) : null}
      {entries.map(([name, output], index) => (
        <OutputCard
          // biome-ignore lint/suspicious/noArrayIndexKey: a name changes while it is typed; the place does not
          key={index}
          name={name}
          output={output}
          taken={outputs}
          errors={errorsInside(errors, name)}
          disabled={disabled}
          onName={(to) => put(entries.with(index, [to, output]))}
          onChange={(next) => put(entries.with(index, [name, next]))}
          onRemove={() => put(entries.toSpliced(index, 1))}
        />
      ))}
      {disabled ? null : (
        <div>
          <Button size="sm" icon={<Plus />} onClick={() => put([...entries, [freeId('output', outputs), '']])}>
            Add an output
          </Button>
        </div>
      )}
    </fieldset>
  );
}

/** What a value of several parts comes to, where any of them is filled in. */
function WholePreview({ value }: { value: Json }) {
  const { scope, known } = useSight(null);
  if (!hasBraces(JSON.stringify(value))) return null;
  return <ValuePreview value={value} language="template" scope={scope} known={known} refused={false} />;
}

function OutputCard({
  name,
  output,
  taken,
  errors,
  disabled,
  onName,
  onChange,
  onRemove,
}: {
  name: string;
  output: unknown;
  taken: Readonly<Record<string, unknown>>;
  errors: Readonly<Record<string, string>>;
  disabled: boolean;
  onName: (name: string) => void;
  onChange: (output: unknown) => void;
  onRemove: () => void;
}) {
  const row = readOutput(output);
  const error = errors.value ?? errors[''];
  return (
    <div className="flex min-w-0 flex-col gap-2.5 rounded-md border p-3">
      <div className="flex items-start gap-1.5">
        <NameField name={name} taken={taken} disabled={disabled} onName={onName} />
        <Select
          aria-label={`Type of ${name}`}
          className="w-32 shrink-0"
          disabled={disabled}
          value={row.type ?? 'any'}
          options={options}
          onValueChange={(next) => onChange(writeOutput({ ...row, type: next === 'any' ? null : next }))}
        />
        <IconButton label={`Remove the output ${name}`} icon={<X />} disabled={disabled} onClick={onRemove} />
      </div>
      {typeof row.value === 'string' && !row.value.includes('\n') ? (
        <AidedField
          of={null}
          language="template"
          label="Value"
          error={error}
          help="A template: {{ steps.notes.output.text }}"
          value={row.value}
          disabled={disabled}
          onChange={(value) => onChange(writeOutput({ ...row, value }))}
        />
      ) : (
        <div>
          <PartField
            place={`outputs ${name}`}
            name="value"
            label="Value"
            schema={anyJson}
            value={row.value}
            findings={[]}
            disabled={disabled}
            onChange={(next) => onChange(writeOutput({ ...row, value: next ?? '' }))}
          />
          <WholePreview value={row.value as Json} />
        </div>
      )}
    </div>
  );
}
