'use client';
import { Minus, PencilLine, Plus } from 'lucide-react';
import type { VersionDiff } from '#lib/client/workflows/use-versions.ts';

const looks = {
  added: { icon: Plus, class: 'text-good', word: 'added' },
  removed: { icon: Minus, class: 'text-danger', word: 'removed' },
  changed: { icon: PencilLine, class: 'text-muted', word: 'changed' },
} as const;

/** Longest value shown in a line; the difference below has the rest. */
const longest = 60;

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = (text ?? '').split('\n')[0] ?? '';
  return line.length > longest || text?.includes('\n') ? `${line.slice(0, longest)}…` : line;
}

/** What changed, place by place. */
export function ChangeList({ changes }: { changes: VersionDiff['changes'] }) {
  if (changes.length === 0) return <p className="text-muted">Nothing changed.</p>;
  return (
    <ul className="flex flex-col gap-1">
      {changes.slice(0, 50).map((change) => {
        const look = looks[change.kind];
        return (
          <li key={`${change.kind} ${change.path}`} className="flex min-w-0 items-baseline gap-2">
            <look.icon className={`size-3.5 shrink-0 self-center ${look.class}`} aria-label={look.word} />
            <span className="fact shrink-0">{change.path || 'workflow'}</span>
            {change.kind === 'changed' ? (
              <span className="min-w-0 truncate text-muted">
                {short(change.before)} → {short(change.after)}
              </span>
            ) : null}
          </li>
        );
      })}
      {changes.length > 50 ? <li className="text-muted">and {changes.length - 50} more</li> : null}
    </ul>
  );
}
