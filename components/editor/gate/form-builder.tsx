'use client';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { CodeField } from '#components/ui/code-field.tsx';
import { Field } from '#components/ui/field.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { freeId, isObject } from '../model/draft.ts';
import { type FormField, type FormFieldType, formFieldTypes, readForm, writeForm } from './form-field.ts';

const typeOptions = Object.entries(formFieldTypes).map(([value, label]) => ({ value: value as FormFieldType, label }));

/** What the reviewer fills in beside the decision. Simple questions here; anything else as JSON Schema. */
export function FormBuilder({
  form,
  disabled,
  onChange,
}: {
  form: unknown;
  disabled: boolean;
  onChange: (form: Record<string, unknown> | undefined) => void;
}) {
  const fields = readForm(form);
  if (fields === null) return <FormJson form={form} disabled={disabled} onChange={onChange} />;
  const put = (next: FormField[]) => onChange(writeForm(next));
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-medium">Form to fill in</legend>
      {fields.length === 0 ? <p className="text-muted">Nothing is asked beside the decision.</p> : null}
      {fields.map((field, index) => (
        <FieldRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a name changes while it is typed; the place does not
          key={index}
          field={field}
          taken={fields.map((each) => each.name).filter((name) => name !== field.name)}
          disabled={disabled}
          onChange={(next) => put(fields.with(index, next))}
          onRemove={() => put(fields.toSpliced(index, 1))}
        />
      ))}
      {disabled ? null : (
        <div>
          <Button
            size="sm"
            icon={<Plus />}
            onClick={() => {
              const name = freeId('field', Object.fromEntries(fields.map((field) => [field.name, true])));
              put([...fields, { name, title: '', type: 'text', required: false, choices: [] }]);
            }}
          >
            Ask something
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function FieldRow({
  field,
  taken,
  disabled,
  onChange,
  onRemove,
}: {
  field: FormField;
  taken: readonly string[];
  disabled: boolean;
  onChange: (field: FormField) => void;
  onRemove: () => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const name = typed ?? field.name;
  const problem = name === '' ? 'It needs a name.' : taken.includes(name) ? 'This name is there already.' : undefined;
  return (
    <div className="flex flex-col gap-2 rounded-md border p-2.5">
      <div className="flex items-start gap-1.5">
        <Field label="Question" labelHidden className="flex-1">
          <Input
            placeholder="Question"
            value={field.title}
            readOnly={disabled}
            onChange={(event) => onChange({ ...field, title: event.target.value })}
          />
        </Field>
        <IconButton label={`Remove ${field.name}`} icon={<X />} disabled={disabled} onClick={onRemove} />
      </div>
      <div className="flex items-start gap-1.5">
        <Field label="Name" labelHidden error={problem} className="flex-1">
          <Input
            mono
            placeholder="name"
            value={name}
            readOnly={disabled}
            onChange={(event) => {
              const next = event.target.value.replace(/[^\w-]/g, '_');
              const fits = next !== '' && !taken.includes(next);
              setTyped(fits ? null : next);
              if (fits) onChange({ ...field, name: next });
            }}
            onBlur={() => setTyped(null)}
          />
        </Field>
        <Select
          aria-label={`Type of ${field.name}`}
          className="w-32 shrink-0"
          disabled={disabled}
          options={typeOptions}
          value={field.type}
          onValueChange={(type) =>
            onChange({
              ...field,
              type,
              choices: type === 'choice' ? (field.choices.length ? field.choices : ['yes', 'no']) : [],
            })
          }
        />
      </div>
      {field.type === 'choice' ? (
        <Field label="Choices" help="Separated by commas.">
          <ChoicesInput
            choices={field.choices}
            disabled={disabled}
            onChange={(choices) => onChange({ ...field, choices })}
          />
        </Field>
      ) : null}
      <Field inline label="Must be answered">
        <Checkbox
          checked={field.required}
          disabled={disabled}
          onCheckedChange={(required) => onChange({ ...field, required })}
        />
      </Field>
    </div>
  );
}

/** Words separated by commas; what is being typed stays as it is until the field is left. */
export function ChoicesInput({
  choices,
  disabled,
  placeholder,
  onChange,
  ...aria
}: {
  choices: readonly string[];
  disabled: boolean;
  placeholder?: string;
  onChange: (choices: string[]) => void;
  'aria-label'?: string;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Input
      aria-label={aria['aria-label']}
      placeholder={placeholder}
      value={typed ?? choices.join(', ')}
      readOnly={disabled}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange([
          ...new Set(
            event.target.value
              .split(',')
              .map((word) => word.trim())
              .filter(Boolean),
          ),
        ]);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

function FormJson({
  form,
  disabled,
  onChange,
}: {
  form: unknown;
  disabled: boolean;
  onChange: (form: Record<string, unknown> | undefined) => void;
}) {
  const [text, setText] = useState(() => JSON.stringify(form, null, 2));
  const read = parseObject(text);
  return (
    <Field
      label="Form to fill in"
      help="This form says more than simple questions; it is edited as JSON Schema."
      error={read === null ? 'This is not a JSON object yet.' : undefined}
    >
      <CodeField
        language="json"
        label="Form as JSON Schema"
        value={text}
        readOnly={disabled}
        onChange={(next) => {
          setText(next);
          const value = parseObject(next);
          if (value) onChange(Object.keys(value).length === 0 ? undefined : value);
        }}
      />
    </Field>
  );
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
