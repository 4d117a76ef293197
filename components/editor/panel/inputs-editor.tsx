'use client';
import { Plus, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Field } from '#components/ui/field.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Input } from '#components/ui/input.tsx';
import type { JsonSchema } from '#components/ui/schema-form/schema.ts';
import { SchemaForm } from '#components/ui/schema-form.tsx';
import { Select } from '#components/ui/select.tsx';
import { inputTypes } from '#lib/domain/workflow/spec.ts';
import { freeId, isObject } from '../model/draft.ts';
import { useEdit, useEditor } from '../store/editor-context.tsx';
import { NameField } from './name-field.tsx';
import { asText, orNothing } from './use-step.ts';

const typeWords = {
  string: 'Text',
  number: 'Number',
  integer: 'Whole number',
  boolean: 'Yes or no',
  array: 'List',
  object: 'Object',
} as const satisfies Record<(typeof inputTypes)[number], string>;

/** The types of values, for a choice. */
export const typeOptions = inputTypes.map((value) => ({ value, label: typeWords[value] }));

/** What a run is started with: names, types, defaults. */
export function InputsEditor({ disabled }: { disabled: boolean }) {
  const inputs = useEditor((state) => state.draft.settings.inputs);
  const edit = useEdit();
  const known = isObject(inputs) ? inputs : {};
  const put = (next: Record<string, unknown>) =>
    edit(
      { type: 'settings.set', key: 'inputs', value: Object.keys(next).length === 0 ? undefined : next },
      'settings inputs',
    );
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-medium">Inputs</legend>
      {Object.keys(known).length === 0 ? (
        <p className="text-muted">A run is started without being asked anything. Steps read inputs as inputs.name.</p>
      ) : null}
      {Object.entries(known).map(([name, input], index) => (
        <InputCard
          // biome-ignore lint/suspicious/noArrayIndexKey: a name changes while it is typed; the place does not
          key={index}
          name={name}
          input={isObject(input) ? input : {}}
          taken={known}
          disabled={disabled}
          onName={(to) =>
            put(Object.fromEntries(Object.entries(known).map(([key, value]) => [key === name ? to : key, value])))
          }
          onChange={(value) => put({ ...known, [name]: value })}
          onRemove={() => put(Object.fromEntries(Object.entries(known).filter(([key]) => key !== name)))}
        />
      ))}
      {disabled ? null : (
        <div>
          <Button
            size="sm"
            icon={<Plus />}
            onClick={() => put({ ...known, [freeId('input', known)]: { type: 'string' } })}
          >
            Add an input
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function InputCard({
  name,
  input,
  taken,
  disabled,
  onName,
  onChange,
  onRemove,
}: {
  name: string;
  input: Readonly<Record<string, unknown>>;
  taken: Readonly<Record<string, unknown>>;
  disabled: boolean;
  onName: (name: string) => void;
  onChange: (input: Record<string, unknown>) => void;
  onRemove: () => void;
}) {
  const set = (key: string, value: unknown) => {
    const { [key]: _, ...rest } = input;
    onChange(value === undefined ? rest : { ...input, [key]: value });
  };
  const type = inputTypes.find((each) => each === input.type) ?? 'string';
  const sensitive = input.sensitive === true;
  const { default: _, required: __, description: ___, ...shape } = input;
  const defaultSchema = { type: 'object', properties: { default: { ...shape, type } } } as JsonSchema;
  return (
    <div className="flex flex-col gap-2.5 rounded-md border p-3">
      <div className="flex items-start gap-1.5">
        <NameField name={name} taken={taken} disabled={disabled} onName={onName} />
        <Select
          aria-label={`Type of ${name}`}
          className="w-32 shrink-0"
          disabled={disabled}
          value={type}
          options={typeOptions}
          onValueChange={(next) => {
            const { default: _, enum: __, sensitive: ___, ...rest } = input;
            onChange({ ...rest, type: next });
          }}
        />
        <IconButton label={`Remove the input ${name}`} icon={<X />} disabled={disabled} onClick={onRemove} />
      </div>
      <Field label="Description">
        <Input
          value={asText(input.description)}
          readOnly={disabled}
          onChange={(event) => set('description', orNothing(event.target.value))}
        />
      </Field>
      {sensitive ? null : (
        <SchemaForm
          schema={defaultSchema}
          value={{ default: input.default }}
          disabled={disabled}
          onChange={(value) => set('default', value.default)}
        />
      )}
      {type === 'string' ? (
        <Field
          inline
          label="Sensitive"
          help="Sealed: steps can use it where secrets may stand, and nobody sees it in the run."
        >
          <Checkbox
            checked={sensitive}
            disabled={disabled}
            onCheckedChange={(next) => {
              const { sensitive: _, default: __, ...rest } = input;
              onChange(next ? { ...rest, sensitive: true } : rest);
            }}
          />
        </Field>
      ) : null}
      <Field inline label="Must be given" help="Without this: required when there is no default.">
        <Checkbox
          checked={typeof input.required === 'boolean' ? input.required : input.default === undefined}
          disabled={disabled}
          onCheckedChange={(required) =>
            set('required', required === (input.default === undefined) ? undefined : required)
          }
        />
      </Field>
    </div>
  );
}
