'use client';
import { Equal, EqualNot } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { DiffView } from '#components/ui/diff-view.tsx';
import type { RunView } from '#lib/contracts/run.ts';
import { isLarge, ValueView } from '../step/value-view.tsx';
import { comparedFields, type Fields } from './compare-runs.ts';

/** Values of two runs, field by field: equal, or different with the difference on demand. */
export function FieldPairs({ a, b, of }: { a: RunView; b: RunView; of: 'input' | 'outputs' }) {
  const fields = comparedFields(a[of] ?? {}, b[of] ?? {});
  if (fields.length === 0) return <p className="p-4 text-muted text-sm">Neither run has any.</p>;
  return (
    <ul>
      {fields.map((field) => (
        <Field key={field.name} field={field} a={a} b={b} />
      ))}
    </ul>
  );
}

function Field({ field, a, b }: { field: Fields[number]; a: RunView; b: RunView }) {
  const [open, setOpen] = useState(false);
  return (
    <li className="border-line px-4 py-2 not-last:border-b">
      <div className="flex items-center gap-2 text-sm">
        {field.same ? (
          <Equal className="size-4 shrink-0 text-faint" aria-hidden="true" />
        ) : (
          <EqualNot className="size-4 shrink-0 text-seal-text" aria-hidden="true" />
        )}
        <span className="fact min-w-0 truncate">{field.name || 'the whole value'}</span>
        <span className="text-muted text-xs">{wordsOf(field, a, b)}</span>
        {field.same ? null : (
          <Button size="xs" variant="ghost" className="ml-auto" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Fold' : 'Show'}
          </Button>
        )}
      </div>
      {open ? <Difference field={field} a={a} b={b} /> : null}
    </li>
  );
}

function wordsOf({ same, a, b }: Fields[number], one: RunView, other: RunView): string {
  if (same) return 'equal';
  if (a === undefined) return `only #${other.number} has it`;
  return b === undefined ? `only #${one.number} has it` : 'different';
}

function Difference({ field, a, b }: { field: Fields[number]; a: RunView; b: RunView }) {
  // What is kept apart for its size is read by the view of each.
  if (isLarge(field.a) || isLarge(field.b))
    return (
      <div className="grid gap-3 pt-2 md:grid-cols-2">
        {field.a === undefined ? <span /> : <ValueView runId={a.id} value={field.a} />}
        {field.b === undefined ? <span /> : <ValueView runId={b.id} value={field.b} />}
      </div>
    );
  return (
    <div className="pt-2">
      <DiffView before={textOf(field.a)} after={textOf(field.b)} label={`Difference of ${field.name || 'the value'}`} />
    </div>
  );
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? ''));
