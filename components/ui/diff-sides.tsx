'use client';
import { useMemo } from 'react';
import { cn } from './cn.ts';
import { diffRows } from './diff-lines.ts';
import { type DiffPair, pairsOf } from './diff-pairs.ts';
import { type DiffLine, DiffText, grounds } from './diff-rows.tsx';

function Side({ row, number }: { row: DiffLine | null; number: number | undefined }) {
  return (
    <div className={cn('flex min-h-5 min-w-0 leading-5', row ? grounds[row.kind] : 'bg-sunken')}>
      <span aria-hidden="true" className="w-9 shrink-0 select-none pr-2 text-right text-faint">
        {number}
      </span>
      <span className="min-w-0 flex-1 whitespace-pre-wrap break-words pr-2">{row ? <DiffText row={row} /> : null}</span>
    </div>
  );
}

function Pair({ pair }: { pair: DiffPair }) {
  if ('folded' in pair)
    return (
      <div className="col-span-2 border-line border-y bg-sunken px-3 py-0.5 font-sans text-faint text-xs">
        {pair.folded} equal lines
      </div>
    );
  return (
    <>
      <Side row={pair.left} number={pair.left?.before} />
      <Side row={pair.right} number={pair.right?.after} />
    </>
  );
}

/** The two texts beside each other; loaded on their own, through `DiffView`. */
export default function DiffSides({ before, after, context }: { before: string; after: string; context: number }) {
  const pairs = useMemo(() => pairsOf(diffRows(before, after, context)), [before, after, context]);
  return (
    <div className="grid grid-cols-2 divide-x divide-line">
      {pairs.map((pair, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pairs are positions in the texts
        <Pair key={at} pair={pair} />
      ))}
    </div>
  );
}
