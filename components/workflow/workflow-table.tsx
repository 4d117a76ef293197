'use client';
import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import { SealMark } from '#components/ui/seal.tsx';
import { StatusPill } from '#components/ui/status-pill.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import { Time } from '#components/ui/time.tsx';
import type { WorkflowSummary } from '#lib/contracts/workflow.ts';
import { type RunStatus, runStatuses } from '#lib/domain/run/status.ts';
import { WorkflowMenu } from './workflow-menu.tsx';

const isRunStatus = (status: string): status is RunStatus => Object.hasOwn(runStatuses, status);

/** Workflows as a dense table. */
export function WorkflowTable({ rows }: { rows: readonly WorkflowSummary[] }) {
  return (
    <Table label="Workflows">
      <thead>
        <tr>
          <Th>Name</Th>
          <Th>Version</Th>
          <Th>Last run</Th>
          <Th className="text-right max-lg:hidden">Steps</Th>
          <Th className="max-sm:hidden">Gates</Th>
          <Th className="max-md:hidden">Changed</Th>
          <Th>
            <span className="spoken">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td className="min-w-32 max-w-96">
              <Link
                href={`/workflows/${row.id}`}
                className="rounded-xs font-medium text-ink hover:text-accent hover:underline max-sm:line-clamp-2 sm:block sm:truncate"
              >
                {row.name}
              </Link>
              {row.description ? (
                <span className="block truncate text-muted text-xs max-sm:hidden">{row.description}</span>
              ) : null}
            </Td>
            <Td>
              <span className="flex items-center gap-1.5">
                {row.version === null ? <Badge tone="outline">draft</Badge> : <Badge>v{row.version}</Badge>}
                {row.version !== null && row.draftAhead ? (
                  <span className="text-faint text-xs max-sm:hidden">draft is ahead</span>
                ) : null}
              </span>
            </Td>
            <Td>
              {row.lastRun && isRunStatus(row.lastRun.status) ? (
                <Link
                  href={`/runs/${row.lastRun.id}`}
                  className="inline-flex items-center gap-2 whitespace-nowrap rounded-xs hover:underline"
                >
                  <StatusPill quiet run={row.lastRun.status} />
                  <Time at={row.lastRun.at} className="text-faint text-xs max-sm:hidden" />
                </Link>
              ) : (
                <span className="whitespace-nowrap text-faint">not run yet</span>
              )}
            </Td>
            <Td className="text-right max-lg:hidden">{row.steps}</Td>
            <Td className="max-sm:hidden">
              {row.gates > 0 ? (
                <span className="flex items-center gap-1.5">
                  <SealMark size="sm" />
                  {row.gates}
                </span>
              ) : (
                <span className="text-faint">none</span>
              )}
            </Td>
            <Td className="whitespace-nowrap text-muted max-md:hidden">
              <Time at={row.updatedAt} /> <span className="text-faint">by {row.updatedBy}</span>
            </Td>
            <Td className="w-10 text-right">
              <WorkflowMenu row={row} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
