'use client';
import { useEffect, useState } from 'react';
import { CodeField } from '#components/ui/code-field.tsx';
import { shownText, unshownText } from '#lib/domain/secret/reference.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { type EditSlot, useEdit } from './context.ts';

const textOf = (value: Json) => JSON.stringify(value, null, 2);

/** Any value as JSON text. What does not parse is kept in the field, marked, and holds the decision back. */
export function JsonEditor({ slot }: { slot: EditSlot }) {
  const { setBroken } = useEdit();
  const [before] = useState(slot.value);
  const [typed, setTyped] = useState<{ text: string; of: string; wrong: string | null }>();
  const outside = textOf(slot.value);
  // What is typed stands as long as it means the value; a value set from elsewhere replaces it.
  const own = typed && typed.of === outside ? typed : null;
  const wrong = own?.wrong ?? null;
  const at = slot.path.join('.');
  useEffect(() => {
    setBroken(at, wrong !== null);
    return () => setBroken(at, false);
  }, [setBroken, at, wrong]);
  const change = (text: string) => {
    try {
      const value = JSON.parse(unshownText(text, before)) as Json;
      setTyped({ text, of: textOf(value), wrong: null });
      if (textOf(value) !== outside) slot.onChange(value);
    } catch (error) {
      setTyped({ text, of: outside, wrong: (error as Error).message });
    }
  };
  return (
    <div>
      {slot.bare ? null : <div className="mb-1.5 font-medium text-sm">{slot.label}</div>}
      <CodeField
        label={slot.label}
        language="json"
        value={own?.text ?? shownText(outside)}
        onChange={change}
        invalid={wrong !== null}
      />
      {wrong ? (
        <p role="alert" className="mt-1 text-danger text-xs">
          Not JSON yet, so not part of your edit: {wrong}
        </p>
      ) : null}
    </div>
  );
}
