'use client';
import { useState } from 'react';
import { CodeField } from '../code-field.tsx';
import { Field } from '../field.tsx';
import { type FieldSlot, hintFor, useSchemaForm } from './context.ts';

/** A text that begins with a name in braces: never JSON. */
const named = (value: unknown): value is string => typeof value === 'string' && /^\s*\{[{%]/.test(value);

const textOf = (value: unknown, templates: boolean) => {
  if (value === undefined) return '';
  return templates && named(value) ? value : JSON.stringify(value, null, 2);
};

function parse(text: string, templates: boolean): { ok: true; value: unknown } | { ok: false; message: string } {
  if (text.trim() === '') return { ok: true, value: undefined };
  if (templates && named(text)) return { ok: true, value: text };
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

/**
 * Any value, as JSON; where names in braces are understood, one such may stand alone, unquoted. Text that does not parse is kept and marked, and the form counts as
 * broken meanwhile.
 */
export function JsonField({ slot }: { slot: FieldSlot }) {
  const form = useSchemaForm();
  const hint = hintFor(form.hints, slot.path);
  const [typed, setTyped] = useState<{ text: string; of: string }>();
  const code = form.code?.(slot);
  const templates = code?.language === 'template';
  const outside = textOf(slot.value, templates);
  // What is typed stands as long as it means the value; a value set from elsewhere replaces it.
  const text = typed && typed.of === outside ? typed.text : outside;
  const parsed = parse(text, templates);
  const alone = templates && named(text);
  return (
    <Field
      label={slot.label}
      help={hint?.help ?? slot.schema.description}
      error={parsed.ok ? errorIn(form.errors, slot.path) : parsed.message}
      required={slot.required}
      labelHidden={slot.bare}
      aside={slot.aside}
    >
      <CodeField
        language={alone ? 'template' : 'json'}
        lineNumbers={!alone}
        minLines={alone ? 1 : 3}
        label={slot.label}
        value={text}
        readOnly={form.disabled}
        placeholder={hint?.placeholder}
        invalid={!parsed.ok}
        complete={code?.complete}
        describe={code?.describe}
        onChange={(next) => {
          const read = parse(next, templates);
          form.setBroken(slot.path, !read.ok);
          setTyped({ text: next, of: read.ok ? textOf(read.value, templates) : outside });
          if (read.ok && textOf(read.value, templates) !== outside) slot.onChange(read.value);
        }}
      />
      {form.below?.(slot)}
    </Field>
  );
}
