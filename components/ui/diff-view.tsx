'use client';
import { lazy, Suspense } from 'react';
import { cn } from './cn.ts';
import { SkeletonRows } from './skeleton.tsx';

const DiffRows = lazy(() => import('./diff-rows.tsx'));
const DiffSides = lazy(() => import('./diff-sides.tsx'));

/**
 * What changed between two texts, line by line with the words marked, in one column or (`sides`) beside each other. Give
 * `label` for screen readers.
 */
export function DiffView({
  before,
  after,
  label = 'Difference',
  context = 3,
  sides,
  className,
}: {
  before: string;
  after: string;
  label?: string;
  context?: number;
  sides?: boolean;
  className?: string;
}) {
  const Rows = sides ? DiffSides : DiffRows;
  return (
    <section
      aria-label={label}
      className={cn('overflow-hidden rounded-md border bg-surface py-1 font-mono text-xs', className)}
    >
      <Suspense fallback={<SkeletonRows rows={3} className="p-3" />}>
        <Rows before={before} after={after} context={context} />
      </Suspense>
    </section>
  );
}
