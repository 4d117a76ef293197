'use client';
import { useEffect, useMemo, useRef, useState } from 'react';
import { z } from 'zod';
import { CodeField } from '#components/ui/code-field.tsx';
import { Field } from '#components/ui/field.tsx';
import type { JsonSchema } from '#components/ui/schema-form/schema.ts';
import type { Finding } from '#lib/domain/workflow/findings/finding.ts';
import { useEditorTools } from '../store/editor-context.tsx';
import { keepText, keptText } from '../store/kept-text.ts';
import { errorOf, marksOf, notesOn, printPart, readPart } from './part-text.ts';
import { useYamlOffers } from './use-yaml-offers.ts';

const readMs = 350;
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * One key of the workflow as YAML, read a moment after typing and when its panel goes. A value of the wrong shape is
 * an edit like any other and its places are marked; text that is no value stays as it is, also while the panel is away.
 */
export function PartField({
  place,
  step = null,
  name,
  label,
  help,
  placeholder,
  schema,
  value,
  findings,
  disabled,
  onChange,
}: {
  /** Names the field among all of the editor. */
  place: string;
  /** The step it belongs to; null where it is the workflow's. */
  step?: string | null;
  /** What messages call the value: `handlers`. */
  name: string;
  label: string;
  help?: string;
  placeholder?: string;
  schema: z.ZodType;
  value: unknown;
  /** What the server found in it, paths as seen from the value. */
  findings: readonly Finding[];
  disabled: boolean;
  onChange: (value: unknown) => void;
}) {
  const { store } = useEditorTools();
  const [text, setText] = useState(() => keptText(store, place) ?? printPart(value));
  const read = useMemo(() => readPart(text, schema, name), [text, schema, name]);
  const complete = useYamlOffers(
    () => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema,
    step,
  );
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const applied = useRef(value);

  const commit = () => {
    clearTimeout(timer.current);
    keepText(store, place, read.ok ? null : text);
    if (disabled || !read.ok || same(read.value, value)) return;
    applied.current = read.value;
    onChange(read.value);
  };
  const latest = useRef(commit);
  latest.current = commit;
  useEffect(() => () => latest.current(), []);

  // An edit from elsewhere (undo, the YAML view) is shown; our own comes back saying the same and leaves the text alone.
  useEffect(() => {
    if (same(value, applied.current)) return;
    applied.current = value;
    setText(printPart(value));
  }, [value]);

  const notes = notesOn(read, findings);
  const error = errorOf(notes);
  return (
    <Field label={label} help={help} error={error}>
      <CodeField
        language="yaml"
        label={label}
        minLines={4}
        maxLines={24}
        placeholder={placeholder}
        value={text}
        marks={marksOf(notes)}
        complete={complete}
        invalid={error !== undefined}
        readOnly={disabled}
        onChange={(typed) => {
          setText(typed);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => latest.current(), readMs);
        }}
      />
    </Field>
  );
}
