'use client';
import { useState } from 'react';
import { Field } from '../field.tsx';
import { Select } from '../select.tsx';
import { type FieldSlot, hintFor, join, useSchemaForm } from './context.ts';
import { choicesOf, type JsonSchema, resolve, variantsOf } from './schema.ts';
import { carried, fits, nameOf, soleIn } from './variant.ts';

/** One of several shapes: first which, then its own fields. */
export function VariantsField({ slot }: { slot: FieldSlot }) {
  const form = useSchemaForm();
  const variants = variantsOf(slot.schema).map((each) => resolve(each, form.root));
  const found = slot.value === undefined ? -1 : variants.findIndex((variant) => fits(variant, slot.value));
  const [picked, setPicked] = useState(found);
  const at = found >= 0 ? found : picked;
  const variant = variants[at];
  const fixed = variant ? choicesOf(variant)?.length === 1 : false;
  const sole = variant ? soleIn(variant, form.root) : null;
  const inner = (variant: JsonSchema): FieldSlot => {
    const given = { ...slot, aside: undefined, required: true, bare: true };
    if (!sole) return { ...given, schema: variant, label: variant.type === 'string' ? slot.label : nameOf(variant) };
    const value = (slot.value as Record<string, unknown> | undefined)?.[sole.key];
    const onChange = (next: unknown) => slot.onChange({ [sole.key]: next });
    return { ...given, schema: sole.schema, path: join(slot.path, sole.key), label: sole.key, value, onChange };
  };
  const none = slot.required ? [] : [{ value: '-1', label: 'Not set' }];
  return (
    <div className="flex flex-col gap-2">
      <Field
        label={slot.label}
        help={hintFor(form.hints, slot.path)?.help ?? slot.schema.description}
        error={variant && !fixed ? undefined : form.errors[slot.path]}
        required={slot.required && !slot.bare}
        labelHidden={slot.bare}
        aside={slot.aside}
      >
        <Select
          disabled={form.disabled}
          value={String(at)}
          onValueChange={(index) => {
            setPicked(Number(index));
            const next = variants[Number(index)];
            slot.onChange(next ? carried(slot.value, next) : undefined);
          }}
          options={[...none, ...variants.map((each, index) => ({ value: String(index), label: nameOf(each) }))]}
        />
      </Field>
      {variant && !fixed ? <div className="border-line-strong border-l-2 pl-3">{form.draw(inner(variant))}</div> : null}
    </div>
  );
}
