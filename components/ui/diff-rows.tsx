'use client';
import { useMemo } from 'react';
import { cn } from './cn.ts';
import { type DiffRow, diffRows } from './diff-lines.ts';

export const grounds = { same: '', added: 'bg-diff-added', removed: 'bg-diff-removed' } as const;
const signs = { same: ' ', added: '+', removed: '−' } as const;
const spoken = { same: '', added: 'added: ', removed: 'removed: ' } as const;

export type DiffLine = Exclude<DiffRow, { kind: 'folded' }>;

/** The words of one line; what is another word than in its counterpart is marked. */
export function DiffText({ row }: { row: DiffLine }) {
  return (
    <>
      {spoken[row.kind] ? <span className="spoken">{spoken[row.kind]}</span> : null}
      {row.pieces.map((piece, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one line have no other identity and never move
          key={index}
          className={
            piece.changed && row.kind !== 'same'
              ? cn('rounded-xs', row.kind === 'added' ? 'bg-good/25' : 'bg-danger/25')
              : undefined
          }
        >
          {piece.text}
        </span>
      ))}
    </>
  );
}

function Line({ row }: { row: DiffLine }) {
  return (
    <div className={cn('flex min-h-5 leading-5', grounds[row.kind])}>
      <span aria-hidden="true" className="w-9 shrink-0 select-none pr-2 text-right text-faint">
        {row.before}
      </span>
      <span aria-hidden="true" className="w-9 shrink-0 select-none pr-2 text-right text-faint">
        {row.after}
      </span>
      <span aria-hidden="true" className="w-4 shrink-0 select-none text-muted">
        {signs[row.kind]}
      </span>
      <span className="min-w-0 flex-1 whitespace-pre-wrap break-words pr-3">
        <DiffText row={row} />
      </span>
    </div>
  );
}

/** The rows themselves; loaded on their own, through `DiffView`. */
export default function DiffRows({ before, after, context }: { before: string; after: string; context: number }) {
  const rows = useMemo(() => diffRows(before, after, context), [before, after, context]);
  if (rows.every((row) => row.kind === 'same' || row.kind === 'folded')) {
    return <p className="px-3 py-2 font-sans text-muted">No difference.</p>;
  }
  return rows.map((row, index) =>
    row.kind === 'folded' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: rows are positions in the text
      <div key={index} className="border-line border-y bg-sunken px-3 py-0.5 font-sans text-faint text-xs">
        {row.lines} equal lines
      </div>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: rows are positions in the text
      <Line key={index} row={row} />
    ),
  );
}
