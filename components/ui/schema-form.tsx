'use client';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { cn } from './cn.ts';
import {
  type FieldSlot,
  type FormContext,
  hintFor,
  join,
  SchemaFormContext,
  useSchemaForm,
} from './schema-form/context.ts';
import { EitherField } from './schema-form/either-field.tsx';
import { FieldGroup } from './schema-form/group.tsx';
import { JsonField } from './schema-form/json-field.tsx';
import { ListField } from './schema-form/list-field.tsx';
import { MapField } from './schema-form/map-field.tsx';
import { ScalarField } from './schema-form/scalar-field.tsx';
import {
  type Editing,
  type ErrorsByPath,
  editingOf,
  type FieldHint,
  type JsonSchema,
  labelOf,
  resolve,
} from './schema-form/schema.ts';
import { VariantsField } from './schema-form/variants-field.tsx';
import { hasOwnControl } from './schema-form/written.ts';

const noHints = {};
const noErrors = {};

type Values = Record<string, unknown>;
const asObject = (value: unknown): Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : {};

/** The same object with one key set; `undefined` takes the key away. */
function withKey(value: unknown, key: string, next: unknown): Values {
  const { [key]: _, ...rest } = asObject(value);
  return next === undefined ? rest : { ...asObject(value), [key]: next };
}

function Properties({ slot }: { slot: FieldSlot }) {
  const form = useSchemaForm();
  const required = new Set(slot.schema.required);
  // Several quick changes of different keys must not overwrite each other before the owner draws again.
  const latest = useRef(slot.value);
  latest.current = slot.value;
  return Object.entries(slot.schema.properties ?? {}).map(([key, property]) => {
    const path = join(slot.path, key);
    const schema = resolve(property, form.root);
    if (editingOf(schema, hintFor(form.hints, path)) === 'none') return null;
    return (
      <div key={key} className="min-w-0">
        {form.draw({
          path,
          schema,
          label: hintFor(form.hints, path)?.label ?? schema.title ?? labelOf(key),
          required: required.has(key) && schema.default === undefined,
          value: asObject(slot.value)[key],
          onChange: (value) => {
            latest.current = withKey(latest.current, key, value);
            slot.onChange(latest.current);
          },
        })}
      </div>
    );
  });
}

type Drawing = Pick<FormContext, 'hints' | 'errors' | 'code' | 'control'>;

function draw(slot: FieldSlot, drawing: Drawing): ReactNode {
  const editing = editingOf(slot.schema, hintFor(drawing.hints, slot.path));
  const plain = (given: FieldSlot) => drawPlain(given, editing, drawing);
  const own = hasOwnControl(editing) || (editing === 'text' && drawing.control?.(slot));
  if (!own || drawing.code?.(slot).language !== 'template') return plain(slot);
  return <EitherField slot={slot} editing={editing} plain={plain} />;
}

function drawPlain(slot: FieldSlot, editing: Editing, { hints, errors }: Drawing): ReactNode {
  const hint = hintFor(hints, slot.path);
  switch (editing) {
    case 'object':
      if (slot.bare) {
        return (
          <div className="flex flex-col gap-4">
            <Properties slot={slot} />
          </div>
        );
      }
      return (
        <FieldGroup label={slot.label} help={hint?.help ?? slot.schema.description} error={errors[slot.path]}>
          <div className="flex flex-col gap-4 border-line-strong border-l-2 pl-3">
            <Properties slot={slot} />
          </div>
        </FieldGroup>
      );
    case 'list':
    case 'table':
      return <ListField slot={slot} plain={editing === 'list'} />;
    case 'map':
      return <MapField slot={slot} />;
    case 'variants':
      return <VariantsField slot={slot} />;
    case 'json':
      return <JsonField slot={slot} />;
    case 'none':
      return null;
    default:
      return <ScalarField slot={slot} editing={editing} />;
  }
}

/**
 * A form drawn from a JSON Schema of an object (a kind's parameters, a workflow's inputs, a gate's form). Controlled:
 * `value` and `onChange` carry the whole object; emptied optional fields leave it. `errors` are shown at their paths
 * (`steps.0.name`), `hints` refine single fields (`env`, `cases.*.when`). `onBroken` tells while something typed is no
 * value yet, so that the owner can hold back.
 */
export function SchemaForm({
  schema,
  value,
  onChange,
  errors = noErrors,
  hints = noHints,
  disabled = false,
  onBroken,
  code,
  below,
  insert,
  control,
  className,
}: {
  schema: JsonSchema;
  value: unknown;
  onChange: (value: Record<string, unknown>) => void;
  errors?: ErrorsByPath;
  hints?: Readonly<Record<string, FieldHint>>;
  disabled?: boolean;
  onBroken?: (broken: boolean) => void;
  code?: FormContext['code'];
  below?: FormContext['below'];
  insert?: FormContext['insert'];
  control?: FormContext['control'];
  className?: string;
}) {
  const [broken] = useState(() => new Set<string>());
  const context = useMemo<FormContext>(
    () => ({
      root: schema,
      hints,
      errors,
      disabled,
      code,
      below,
      insert,
      control,
      setBroken: (path, isBroken) => {
        const before = broken.size;
        if (isBroken) broken.add(path);
        else broken.delete(path);
        if (before > 0 !== broken.size > 0) onBroken?.(broken.size > 0);
      },
      draw: (slot) => draw(slot, { hints, errors, code, control }),
    }),
    [schema, hints, errors, disabled, code, below, insert, control, broken, onBroken],
  );
  const root = resolve(schema, schema);
  const general = errors[''];
  return (
    <SchemaFormContext value={context}>
      <div className={cn('flex min-w-0 flex-col gap-4', className)}>
        {general ? (
          <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger">
            {general}
          </p>
        ) : null}
        <Properties
          slot={{
            path: '',
            label: '',
            schema: root,
            required: true,
            value,
            onChange: (next) => onChange(asObject(next)),
          }}
        />
      </div>
    </SchemaFormContext>
  );
}
