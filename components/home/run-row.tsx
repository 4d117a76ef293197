import Link from 'next/link';
import { RunProgress } from '#components/run/run-progress.tsx';
import { workLeft } from '#components/run/work-left.ts';
import { Badge } from '#components/ui/badge.tsx';
import { lookOf, StatusMark } from '#components/ui/status-pill.tsx';
import { Duration, Time } from '#components/ui/time.tsx';
import type { RunSummary } from '#lib/contracts/run.ts';

function detailOf(run: RunSummary): string {
  if (run.status === 'failed') return run.error?.message ?? run.reason ?? 'failed';
  if (run.status === 'waiting') return run.waitingFor[0]?.text ?? 'Waiting';
  if (run.status === 'cancelled') return run.reason ?? 'Cancelled';
  const left = workLeft(run.eta, { running: run.status === 'running', now: Date.now() });
  return left ?? lookOf({ run: run.status }).label;
}

/** One run in a line: status, name, what it does or why it broke, how far, how long. */
export function RunRow({
  run,
  told,
  fresh,
}: {
  run: RunSummary;
  /** Said in the place of how it stands. */
  told?: string;
  /** New since the last visit. */
  fresh?: boolean;
}) {
  const moving = run.status === 'running' || run.status === 'waiting' || run.status === 'paused';
  return (
    <li>
      <Link
        href={`/runs/${run.id}`}
        className="flex items-center gap-3 px-4 py-2.5 transition-colors hover:bg-hover focus-visible:-outline-offset-2"
      >
        <StatusMark run={run.status} waitingFor={run.waitingFor[0]?.reason} />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-1 whitespace-nowrap font-medium">
            <span className="truncate">{run.workflowName}</span>{' '}
            <span className="font-normal text-faint">#{run.number}</span>
            {fresh ? (
              <Badge tone="danger" className="ml-1 self-center">
                new
              </Badge>
            ) : null}
          </span>
          <span className={`block truncate text-xs ${run.status === 'failed' ? 'text-danger' : 'text-muted'}`}>
            {told ?? detailOf(run)}
          </span>
        </span>
        <span className="flex shrink-0 flex-col items-end text-faint text-xs">
          {run.finishedAt ? <Time at={run.finishedAt} /> : <Duration from={run.startedAt ?? run.queuedAt} />}
          {moving ? <RunProgress {...run.progress} /> : null}
        </span>
      </Link>
    </li>
  );
}
