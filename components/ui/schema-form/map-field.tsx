'use client';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../button.tsx';
import { IconButton } from '../icon-button.tsx';
import { Input } from '../input.tsx';
import { type FieldSlot, hintFor, join, useSchemaForm } from './context.ts';
import { FieldGroup } from './group.tsx';
import { editingOf, emptyFor, resolve } from './schema.ts';
import { TextCode } from './text-code.tsx';

/** `typed`: the text that was meant so, as long as it is typed on: `1.` is on the way to `1.05`. */
type Row = [key: string, value: unknown, typed?: string];

const rowsOf = (value: unknown): Row[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

/** Where anything is allowed: `3`, `true`, `[1]` and `{…}` are meant as what they say, all else is text. */
function readLoose(text: string): unknown {
  if (!/^(-?\d|true$|false$|null$|\[|\{)/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Names and values (environment, headers). A name that is there twice is marked; the later one counts. */
export function MapField({ slot }: { slot: FieldSlot }) {
  const form = useSchemaForm();
  const hint = hintFor(form.hints, slot.path);
  const each = resolve(
    typeof slot.schema.additionalProperties === 'object' ? slot.schema.additionalProperties : { type: 'string' },
    form.root,
  );
  const anything = editingOf(each) === 'json';
  const simple = anything || ['text', 'number'].includes(editingOf(each));
  const outside = JSON.stringify(slot.value ?? {});
  const [typed, setTyped] = useState<{ rows: Row[]; of: string }>();
  // Rows with an empty or double name exist only here; a value set from elsewhere replaces them.
  const rows = typed && typed.of === outside ? typed.rows : rowsOf(slot.value);
  const put = (next: Row[]) => {
    const value = Object.fromEntries(next.filter(([key]) => key !== ''));
    setTyped({ rows: next, of: JSON.stringify(value) });
    slot.onChange(Object.keys(value).length === 0 && !slot.required ? undefined : value);
  };
  const twice = new Set(rows.map(([key]) => key).filter((key, index, keys) => key && keys.indexOf(key) !== index));
  const cell = (row: Row, index: number) => {
    const [key, value, typed] = row;
    const set = (next: unknown, text?: string) => put(rows.with(index, [key, next, text]));
    if (!simple)
      return form.draw({
        path: join(slot.path, key),
        label: key || 'value',
        schema: each,
        required: true,
        bare: true,
        value,
        onChange: set,
      });
    const label = `Value of ${key || `entry ${index + 1}`}`;
    const text = typed ?? (typeof value === 'string' ? value : JSON.stringify(value ?? ''));
    const write = (next: string) => set(anything ? readLoose(next) : next, next);
    const inner = { ...slot, path: join(slot.path, key), value, onChange: set };
    if (form.code?.(inner).language)
      return (
        <>
          <TextCode oneLine slot={inner} text={text} label={label} onText={write} />
          {form.below?.(inner)}
        </>
      );
    return (
      <Input
        aria-label={label}
        mono
        disabled={form.disabled}
        value={text}
        onChange={(event) => write(event.target.value)}
      />
    );
  };
  return (
    <FieldGroup
      label={slot.label}
      help={hint?.help ?? slot.schema.description}
      error={twice.size ? `“${[...twice][0]}” is there twice; the later one counts.` : form.errors[slot.path]}
      aside={slot.aside}
    >
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names change while they are typed; fields are controlled
        <div key={index} className="flex items-start gap-1.5 max-md:flex-wrap">
          <Input
            aria-label={`Name of entry ${index + 1}`}
            mono
            className="w-2/5 shrink-0 max-md:w-0 max-md:flex-1"
            placeholder="name"
            disabled={form.disabled}
            value={row[0]}
            onChange={(event) => put(rows.with(index, [event.target.value, row[1], row[2]]))}
          />
          <div className="min-w-0 flex-1 max-md:order-1 max-md:basis-full">{cell(row, index)}</div>
          {form.disabled ? null : (
            <IconButton
              label={`Remove ${row[0] || `entry ${index + 1}`}`}
              icon={<X />}
              onClick={() => put(rows.toSpliced(index, 1))}
            />
          )}
        </div>
      ))}
      {form.disabled ? null : (
        <div>
          <Button size="sm" icon={<Plus />} onClick={() => put([...rows, ['', emptyFor(each) ?? '']])}>
            Add
          </Button>
        </div>
      )}
    </FieldGroup>
  );
}
