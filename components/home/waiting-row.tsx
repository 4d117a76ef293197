import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import { SealMark } from '#components/ui/seal.tsx';
import { Time } from '#components/ui/time.tsx';
import type { ApprovalSummary } from '#lib/contracts/approval.ts';

/** One gate that waits: what is asked, where, since when, until when. */
export function WaitingRow({ gate, now }: { gate: ApprovalSummary; now: number }) {
  const late = gate.dueAt !== null && new Date(gate.dueAt).getTime() < now;
  return (
    <li>
      <Link
        href={`/approvals/${encodeURIComponent(gate.id)}`}
        className="flex items-center gap-3 px-4 py-3 transition-colors hover:bg-hover focus-visible:-outline-offset-2"
      >
        <SealMark />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium text-base">{gate.title}</span>
          <span className="flex gap-1 whitespace-nowrap text-muted text-xs">
            <span className="truncate">
              {gate.stepName} in {gate.workflowName}
            </span>{' '}
            <span>
              #{gate.runNumber} · asked <Time at={gate.openedAt} />
            </span>
          </span>
        </span>
        {gate.dueAt ? (
          <Badge tone={late ? 'danger' : 'outline'} className="max-sm:hidden">
            {late ? 'was due' : 'due'} <Time at={gate.dueAt} />
          </Badge>
        ) : null}
      </Link>
    </li>
  );
}
