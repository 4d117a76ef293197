'use client';
import { useState } from 'react';
import { Field } from '../field.tsx';
import { Select } from '../select.tsx';
import { type FieldSlot, hintFor, useSchemaForm } from './context.ts';
import { choicesOf, editingOf, emptyFor, type JsonSchema, labelOf, resolve, variantsOf } from './schema.ts';

const words: Record<string, string> = {
  string: 'Text',
  number: 'A number',
  integer: 'A whole number',
  boolean: 'Yes or no',
  array: 'A list',
  object: 'Details',
};

function nameOf(variant: JsonSchema): string {
  if (variant.title) return variant.title;
  const choices = choicesOf(variant);
  if (choices) return choices.map((choice) => labelOf(String(choice))).join(' / ');
  return words[typeof variant.type === 'string' ? variant.type : ''] ?? 'JSON';
}

/** Whether a value could be of a variant, by its outer type and the keys it cannot do without. */
function fits(variant: JsonSchema, value: unknown): boolean {
  const choices = choicesOf(variant);
  if (choices) return choices.includes(value);
  const type = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  if (type === 'object' && variant.required?.some((key) => !Object.hasOwn(value as object, key))) return false;
  return variant.type === type || (variant.type === 'integer' && Number.isInteger(value));
}

/** One of several shapes: first which, then its own fields. */
export function VariantsField({ slot }: { slot: FieldSlot }) {
  const form = useSchemaForm();
  const variants = variantsOf(slot.schema).map((each) => resolve(each, form.root));
  const found = slot.value === undefined ? -1 : variants.findIndex((variant) => fits(variant, slot.value));
  const [picked, setPicked] = useState(found);
  const at = found >= 0 ? found : picked;
  const variant = variants[at];
  const fixed = variant ? choicesOf(variant)?.length === 1 : false;
  const none = slot.required ? [] : [{ value: '-1', label: 'Not set' }];
  return (
    <div className="flex flex-col gap-2">
      <Field
        label={slot.label}
        help={hintFor(form.hints, slot.path)?.help ?? slot.schema.description}
        error={variant && !fixed ? undefined : form.errors[slot.path]}
        required={slot.required}
        aside={form.aside?.(slot)}
      >
        <Select
          disabled={form.disabled}
          value={String(at)}
          onValueChange={(index) => {
            setPicked(Number(index));
            const next = variants[Number(index)];
            slot.onChange(next ? emptyFor(next) : undefined);
          }}
          options={[...none, ...variants.map((each, index) => ({ value: String(index), label: nameOf(each) }))]}
        />
      </Field>
      {variant && !fixed ? (
        <div className="border-line-strong border-l-2 pl-3">
          {form.draw({
            ...slot,
            schema: variant,
            label: nameOf(variant),
            required: true,
            bare: editingOf(variant) === 'object',
          })}
        </div>
      ) : null}
    </div>
  );
}
