'use client';
import { useQuery } from '@tanstack/react-query';
import { GitCompareArrows } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { StatusPill } from '#components/ui/status-pill.tsx';
import { Time } from '#components/ui/time.tsx';
import { api } from '#lib/client/api.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import type { RunSummary, RunView } from '#lib/contracts/run.ts';
import { compareAddress } from './compare-address.ts';

/** Chooses another run of the same workflow to look at beside this one. */
export function CompareWith({ run }: { run: RunView }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="ghost" icon={<GitCompareArrows />} onClick={() => setOpen(true)}>
        Compare
      </Button>
      {open ? <Choice run={run} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Choice({ run, onClose }: { run: RunView; onClose: () => void }) {
  const { data, error } = useQuery({
    queryKey: ['runs', 'to-compare', run.workflowId],
    queryFn: ({ signal }) =>
      api.get<ListOf<RunSummary>>('/runs', { query: { workflow: run.workflowId, limit: 50 }, signal }),
  });
  const others = data?.items.filter(({ id }) => id !== run.id);
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={`Compare #${run.number} with…`}
      description={`The latest runs of ${run.workflowName}.`}
    >
      {error ? (
        <Notice tone="danger" title="The runs could not be read">
          {error.message}
        </Notice>
      ) : !others ? (
        <SkeletonRows rows={5} label="Reading the runs" />
      ) : others.length === 0 ? (
        <p className="text-muted text-sm">This workflow has no other run yet.</p>
      ) : (
        <ul className="flex flex-col">
          {others.map((other) => (
            <li key={other.id}>
              <Link
                href={compareAddress(other, run)}
                className="flex items-center gap-3 rounded-md px-2 py-1.5 text-sm hover:bg-hover"
              >
                <span className="w-14 font-medium">#{other.number}</span>
                <StatusPill run={other.status} waitingFor={other.waitingFor[0]?.reason} quiet />
                <span className="ml-auto text-muted text-xs">
                  {other.version === null ? 'draft' : `version ${other.version}`} · <Time at={other.queuedAt} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
