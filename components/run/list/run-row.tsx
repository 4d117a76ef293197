'use client';
import Link from 'next/link';
import { memo } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { cn } from '#components/ui/cn.ts';
import { StatusPill } from '#components/ui/status-pill.tsx';
import { Duration, Time } from '#components/ui/time.tsx';
import type { RunSummary } from '#lib/contracts/run.ts';
import { isEnded } from '#lib/domain/run/status.ts';
import { RunProgress } from '../run-progress.tsx';
import { workLeft } from '../work-left.ts';
import { RowLabels } from './row-labels.tsx';

/** All rows are as high as this, in px: the list can then be as long as it likes. */
export const rowHeight = 56;

/** The same columns in every row and in their heading. */
export const columns =
  'grid items-center gap-x-4 grid-cols-[1.25rem_minmax(0,1fr)_auto] lg:grid-cols-[1.25rem_minmax(0,2fr)_9.5rem_minmax(0,2fr)_minmax(0,1fr)_6rem_4.5rem]';

/** One run: which, how it stands, what it waits for or broke on, how far, by whom, since when. */
export const RunListRow = memo(function RunListRow({
  run,
  picked,
  onPick,
  onLabel,
}: {
  run: RunSummary;
  picked: boolean;
  /** Not there where nothing can be done with what is selected. */
  onPick: ((run: RunSummary, range: boolean) => void) | null;
  /** One of its labels was chosen. */
  onLabel: (label: string) => void;
}) {
  const name = `${run.workflowName} #${run.number}`;
  return (
    <div
      className={cn(
        columns,
        'group/row relative h-full select-none px-4 text-sm',
        picked ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      {onPick ? (
        <Checkbox
          checked={picked}
          aria-label={`Select ${name}`}
          onClick={(event) => {
            event.preventDefault();
            onPick(run, event.shiftKey);
          }}
          className="relative z-10 after:absolute after:-inset-3"
        />
      ) : (
        <span />
      )}
      <span className="min-w-0">
        <span className="flex min-w-0 items-center gap-2">
          <Link
            href={`/runs/${run.id}`}
            data-run={run.id}
            className="flex min-w-0 items-baseline gap-1 whitespace-nowrap font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
          >
            <span className="truncate">{run.workflowName}</span>{' '}
            <span className="fact font-normal text-muted">#{run.number}</span>
          </Link>
          {run.draft ? <Badge tone="outline">draft</Badge> : null}
        </span>
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate text-muted text-xs lg:hidden">{detailOf(run) ?? <Time at={run.queuedAt} />}</span>
          <RowLabels labels={run.labels} onChoose={onLabel} />
        </span>
      </span>
      <StatusPill run={run.status} waitingFor={run.waitingFor[0]?.reason} quiet />
      <span className="flex min-w-0 flex-col gap-0.5 max-lg:hidden">
        <RunProgress {...run.progress} ended={isEnded(run.status)} />
        <span className="truncate text-muted text-xs">{detailOf(run)}</span>
      </span>
      <span className="min-w-0 truncate max-lg:hidden">
        <Avatar name={run.startedBy.name} size="xs" named />
      </span>
      <span className="whitespace-nowrap text-muted text-xs max-lg:hidden">
        <Time at={run.queuedAt} />
      </span>
      <span className="whitespace-nowrap text-right text-muted text-xs tabular-nums max-lg:hidden">
        {run.startedAt ? <Duration from={run.startedAt} to={run.finishedAt} /> : '–'}
      </span>
    </div>
  );
});

/** Why it stands as it does: what it waits for, why it ended, how much is left. */
function detailOf({ status, waitingFor, error, reason, eta }: RunSummary): string | null {
  if (status === 'waiting' || status === 'queued') return waitingFor[0]?.text ?? null;
  if (status === 'failed') return error?.message ?? reason;
  if (status === 'cancelled') return reason;
  return workLeft(eta, { running: status === 'running', now: Date.now() });
}
