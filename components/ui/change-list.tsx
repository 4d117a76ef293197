'use client';
import { shownText } from '#lib/domain/secret/reference.ts';
import type { Difference } from '#lib/domain/workflow/diff.ts';
import { DiffView } from './diff-view.tsx';

/** A difference as the domain or the API tells it. */
type Shown = { path: string; kind: Difference['kind']; before?: unknown; after?: unknown };

const longText = 80;

/** Field by field: what stood there before and what stands there now. Long texts as a difference of lines (`sides`: beside each other). */
export function ChangeList({ changes, sides }: { changes: readonly Shown[]; sides?: boolean }) {
  if (changes.length === 0) return null;
  return (
    <section>
      <h2 className="mb-1 font-medium text-muted text-xs">
        {changes.length === 1 ? 'One field changed' : `${changes.length} fields changed`}
      </h2>
      <ul className="flex flex-col gap-3">
        {changes.map((change) => (
          <li key={change.path} className="overflow-hidden rounded-md border border-line">
            <div className="fact border-line border-b bg-sunken px-2 py-1 text-xs">{change.path || '(whole)'}</div>
            <Change change={change} sides={sides} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Change({ change, sides }: { change: Shown; sides?: boolean }) {
  const before = textOf(change.before);
  const after = textOf(change.after);
  if (before.length + after.length > longText || before.includes('\n') || after.includes('\n'))
    return (
      <DiffView
        before={before}
        after={after}
        className="rounded-none border-0"
        label={`Change of ${change.path}`}
        sides={sides}
      />
    );
  return (
    <div className="fact flex flex-col text-xs">
      {change.kind !== 'added' ? <del className="bg-(--diff-removed) px-2 py-1 no-underline">− {before}</del> : null}
      {change.kind !== 'removed' ? <ins className="bg-(--diff-added) px-2 py-1 no-underline">+ {after}</ins> : null}
    </div>
  );
}

function textOf(value: unknown): string {
  if (value === undefined) return '';
  return shownText(typeof value === 'string' ? value : JSON.stringify(value, null, 2));
}
