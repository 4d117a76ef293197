'use client';
import Link from 'next/link';
import { useState } from 'react';
import { ChangeList } from '#components/ui/change-list.tsx';
import { Time } from '#components/ui/time.tsx';
import { useWide } from '#components/ui/use-wide.ts';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { type Difference, diffJson } from '#lib/domain/workflow/diff.ts';
import type { Json } from '#lib/domain/workflow/json.ts';

export type LastApproved = NonNullable<ApprovalView['lastApproved']>;

/** What is another thing than when the same place of the workflow was last approved. */
export const sinceApproved = (approval: ApprovalView, last: LastApproved): Difference[] =>
  diffJson(last.payload as Json, approval.payload as Json);

/** "3 fields differ", "Exactly the same". */
export function sinceWords(changes: readonly Difference[]): string {
  if (changes.length === 0) return 'exactly the same';
  return changes.length === 1 ? '1 field differs' : `${changes.length} fields differ`;
}

/** The payload as a difference to the one that was approved last. */
export function SinceApproved({ last, changes }: { last: LastApproved; changes: readonly Difference[] }) {
  const [beside, setBeside] = useState(false);
  const wide = useWide();
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-muted text-sm">
          <Link href={`/approvals/${last.id}`} className="font-medium text-ink hover:underline">
            Run <span className="fact">#{last.runNumber}</span>
          </Link>{' '}
          was approved by {last.by.name} <Time at={last.at} />.{' '}
          {changes.length === 0 ? 'This is exactly the same.' : null}
        </p>
        {wide && changes.length > 0 ? (
          <button
            type="button"
            aria-pressed={beside}
            onClick={() => setBeside(!beside)}
            className="rounded-sm px-1.5 py-0.5 text-muted text-xs hover:bg-hover"
          >
            {beside ? 'In one column' : 'Beside each other'}
          </button>
        ) : null}
      </div>
      <ChangeList changes={changes} sides={beside && wide} />
    </div>
  );
}
