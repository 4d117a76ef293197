'use client';
import { useState } from 'react';
import { CodeField } from '#components/ui/code-field.tsx';
import { Field } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { shownText, unshownText } from '#lib/domain/secret/reference.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';

/** Fields that may be edited, each in the control that suits its value; the others are shown as they are. */
export function PayloadEditor({
  value,
  editable,
  onChange,
}: {
  value: Json;
  editable: true | string[];
  onChange: (value: Json) => void;
}) {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return <JsonField label="Value" value={value} onChange={onChange} />;
  const fields = value as JsonObject;
  const keys = Object.keys(fields);
  const open = (key: string) =>
    editable === true || editable.some((path) => path === key || path.startsWith(`${key}.`));
  return (
    <div className="flex flex-col gap-4">
      {keys.map((key) =>
        open(key) ? (
          <FieldEditor
            key={key}
            name={key}
            value={fields[key] ?? null}
            onChange={(next) => onChange({ ...fields, [key]: next })}
          />
        ) : (
          <Field key={key} label={key} help="This field is not editable here.">
            <Textarea
              value={shownText(typeof fields[key] === 'string' ? fields[key] : JSON.stringify(fields[key]))}
              readOnly
              rows={1}
              maxRows={4}
              mono
            />
          </Field>
        ),
      )}
    </div>
  );
}

/** A sealed value shows as its name and stays one where that is left as it is. */
function FieldEditor({ name, value, onChange }: { name: string; value: Json; onChange: (value: Json) => void }) {
  const [before] = useState(value);
  if (typeof value === 'string') {
    return (
      <Field label={name}>
        <Textarea
          value={shownText(value)}
          onChange={(event) => onChange(unshownText(event.target.value, before))}
          rows={value.includes('\n') ? 12 : 2}
          maxRows={28}
          mono={value.includes('\n')}
        />
      </Field>
    );
  }
  return <JsonField label={name} value={value} onChange={onChange} />;
}

/** Any value as JSON text; what does not parse is kept in the field and not passed on. */
function JsonField({ label, value, onChange }: { label: string; value: Json; onChange: (value: Json) => void }) {
  const [text, setText] = useState(() => shownText(JSON.stringify(value, null, 2)));
  const [before] = useState(value);
  const [wrong, setWrong] = useState<string | null>(null);
  const change = (next: string) => {
    setText(next);
    try {
      onChange(JSON.parse(unshownText(next, before)) as Json);
      setWrong(null);
    } catch (error) {
      setWrong((error as Error).message);
    }
  };
  return (
    <div>
      <div className="mb-1.5 font-medium text-sm">{label}</div>
      <CodeField label={label} language="json" value={text} onChange={change} invalid={wrong !== null} />
      {wrong ? (
        <p role="alert" className="mt-1 text-danger text-xs">
          Not JSON yet, so not part of your edit: {wrong}
        </p>
      ) : null}
    </div>
  );
}
