'use client';
import { useState } from 'react';
import { CodeField } from '../code-field.tsx';
import { Field } from '../field.tsx';
import { type FieldSlot, hintFor, useSchemaForm } from './context.ts';

const textOf = (value: unknown) => (value === undefined ? '' : JSON.stringify(value, null, 2));

function parse(text: string): { ok: true; value: unknown } | { ok: false; message: string } {
  if (text.trim() === '') return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, message: `This is not JSON yet: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Of the value, or of the first part of it that has one: the text stands for all that is in it. */
function errorIn(errors: Readonly<Record<string, string>>, path: string): string | undefined {
  const inside = Object.keys(errors).find((at) => at.startsWith(`${path}.`));
  return errors[path] ?? (inside === undefined ? undefined : errors[inside]);
}

/** Any value, as JSON. Text that does not parse is kept and marked, and the form counts as broken meanwhile. */
export function JsonField({ slot }: { slot: FieldSlot }) {
  const form = useSchemaForm();
  const hint = hintFor(form.hints, slot.path);
  const [typed, setTyped] = useState<{ text: string; of: string }>();
  const outside = textOf(slot.value);
  // What is typed stands as long as it means the value; a value set from elsewhere replaces it.
  const text = typed && typed.of === outside ? typed.text : outside;
  const parsed = parse(text);
  return (
    <Field
      label={slot.label}
      help={hint?.help ?? slot.schema.description}
      error={parsed.ok ? errorIn(form.errors, slot.path) : parsed.message}
      required={slot.required}
      labelHidden={slot.bare}
      aside={form.aside?.(slot)}
    >
      <CodeField
        language="json"
        label={slot.label}
        value={text}
        readOnly={form.disabled}
        placeholder={hint?.placeholder}
        invalid={!parsed.ok}
        complete={form.code?.(slot).complete}
        describe={form.code?.(slot).describe}
        onChange={(next) => {
          const read = parse(next);
          form.setBroken(slot.path, !read.ok);
          setTyped({ text: next, of: read.ok ? textOf(read.value) : outside });
          if (read.ok && textOf(read.value) !== outside) slot.onChange(read.value);
        }}
      />
    </Field>
  );
}
