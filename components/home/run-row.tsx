import Link from 'next/link';
import { lookOf, StatusMark } from '#components/ui/status-pill.tsx';
import { Duration, Time } from '#components/ui/time.tsx';
import type { RunSummary } from '#lib/contracts/run.ts';

function detailOf(run: RunSummary): string {
  if (run.status === 'failed') return run.error?.message ?? run.reason ?? 'failed';
  if (run.status === 'waiting') return run.waitingFor[0]?.text ?? 'Waiting';
  if (run.status === 'cancelled') return run.reason ?? 'Cancelled';
  return lookOf({ run: run.status }).label;
}

/** One run in a line: status, name, what it does or why it broke, how far, how long. */
export function RunRow({ run }: { run: RunSummary }) {
  const { done, total } = run.progress;
  const moving = run.status === 'running' || run.status === 'waiting' || run.status === 'paused';
  return (
    <li>
      <Link
        href={`/runs/${run.id}`}
        className="flex items-center gap-3 px-4 py-2.5 transition-colors hover:bg-hover focus-visible:-outline-offset-2"
      >
        <StatusMark run={run.status} waitingFor={run.waitingFor[0]?.reason} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">
            {run.workflowName} <span className="font-normal text-faint">#{run.number}</span>
          </span>
          <span className={`block truncate text-xs ${run.status === 'failed' ? 'text-danger' : 'text-muted'}`}>
            {detailOf(run)}
          </span>
        </span>
        <span className="flex shrink-0 flex-col items-end text-faint text-xs">
          {run.finishedAt ? <Time at={run.finishedAt} /> : <Duration from={run.startedAt ?? run.queuedAt} />}
          {moving ? (
            <span className="tabular-nums">
              {done} of {total}
            </span>
          ) : null}
        </span>
      </Link>
    </li>
  );
}
