'use client';
import Link from 'next/link';
import { useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { labelLook } from './label-look.ts';

/** More than these are shown when somebody asks. */
const shownFirst = 6;

/** A run's labels, each the way to all runs that have it. */
export function LabelLinks({ labels }: { labels: readonly string[] }) {
  const [all, setAll] = useState(false);
  if (labels.length === 0) return null;
  const shown = all ? labels : labels.slice(0, shownFirst);
  const rest = labels.length - shown.length;
  return (
    <ul aria-label="Labels" className="flex min-w-0 flex-wrap items-center gap-1 pt-1">
      {shown.map((label) => (
        <li key={label} className="flex min-w-0">
          <Link href={`/runs?label=${encodeURIComponent(label)}`} className={labelLook}>
            <span className="truncate">{label}</span>
          </Link>
        </li>
      ))}
      {rest > 0 ? (
        <li>
          <button type="button" onClick={() => setAll(true)} className={cn(labelLook, 'border-transparent')}>
            {rest} more
          </button>
        </li>
      ) : null}
    </ul>
  );
}
