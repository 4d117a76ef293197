'use client';
import Link from 'next/link';
import { memo } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { StatusPill } from '#components/ui/status-pill.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import { Duration, Time } from '#components/ui/time.tsx';
import type { RunSummary } from '#lib/contracts/run.ts';
import { isEnded } from '#lib/domain/run/status.ts';
import { RunProgress } from '../run-progress.tsx';

export function RunsTable({ runs }: { runs: readonly RunSummary[] }) {
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <Table label="Runs">
        <thead>
          <tr>
            <Th>Run</Th>
            <Th>Status</Th>
            <Th className="max-lg:hidden">Progress</Th>
            <Th className="max-md:hidden">Started by</Th>
            <Th className="max-sm:hidden">Queued</Th>
            <Th numeric>Took</Th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunRow key={run.id} run={run} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

const RunRow = memo(function RunRow({ run }: { run: RunSummary }) {
  const waits = run.status === 'waiting' ? run.waitingFor[0] : undefined;
  return (
    <Tr className="relative">
      <Td className="max-w-96 break-words max-sm:max-w-40">
        <Link href={`/runs/${run.id}`} className="font-medium after:absolute after:inset-0">
          {run.workflowName} <span className="fact font-normal text-muted">#{run.number}</span>
        </Link>
        {run.draft ? (
          <Badge className="ml-2" tone="outline">
            draft
          </Badge>
        ) : null}
      </Td>
      <Td>
        <span className="flex min-w-0 items-center gap-2">
          <StatusPill run={run.status} waitingFor={waits?.reason} quiet />
          {waits ? <span className="text-muted text-xs max-xl:hidden">{waits.text}</span> : null}
          {run.status === 'failed' && run.reason ? (
            <span className="text-muted text-xs max-xl:hidden">{run.reason}</span>
          ) : null}
        </span>
      </Td>
      <Td className="max-lg:hidden">
        <RunProgress {...run.progress} ended={isEnded(run.status)} />
      </Td>
      <Td className="max-md:hidden">
        <Avatar name={run.startedBy.name} size="xs" named />
      </Td>
      <Td className="whitespace-nowrap text-muted max-sm:hidden">
        <Time at={run.queuedAt} />
      </Td>
      <Td numeric>{run.startedAt ? <Duration from={run.startedAt} to={run.finishedAt} /> : '–'}</Td>
    </Tr>
  );
});
