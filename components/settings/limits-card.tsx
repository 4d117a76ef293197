'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { api } from '#lib/client/api.ts';
import { ApiError } from '#lib/client/api-error.ts';
import { useMay } from '#lib/client/viewer.tsx';
import type { LimitsView } from '#lib/contracts/limits.ts';
import { LimitDialog } from './limit-dialog.tsx';

const key = ['people', '/limits'];

/** How much of the workspace may go on at once; managers decide. */
export function LimitsCard() {
  const mayChange = useMay('limit.manage');
  const queries = useQueryClient();
  const limits = useQuery({ queryKey: key, queryFn: ({ signal }) => api.get<LimitsView>('/limits', { signal }) });
  const save = async (change: object) => {
    queries.setQueryData(key, await api.put<LimitsView>('/limits', change));
    toast.done('Saved the limits');
  };
  return (
    <Card
      flush
      title="Limits"
      description="How much goes on at once. What is above a limit waits for its turn; runs that wait for a person, a time or an event are not counted."
      actions={
        mayChange ? (
          <LimitDialog onSave={save}>
            <Button size="sm" icon={<Plus />}>
              Set a limit
            </Button>
          </LimitDialog>
        ) : null
      }
    >
      {limits.data ? (
        <LimitRows limits={limits.data} remove={mayChange ? save : null} />
      ) : limits.error ? (
        <Notice tone="danger" className="m-3">
          {ApiError.from(limits.error).message}
        </Notice>
      ) : (
        <SkeletonRows rows={2} label="Reading the limits" className="p-4" />
      )}
    </Card>
  );
}

type Row = { key: string; label: string; max: number; without: object };

function LimitRows({ limits, remove }: { limits: LimitsView; remove: ((change: object) => Promise<void>) | null }) {
  const rows: Row[] = [
    ...(limits.workspace === null
      ? []
      : [{ key: 'workspace', label: 'Runs of this workspace', max: limits.workspace, without: { workspace: null } }]),
    ...limits.workflows.map(({ id, name, max }) => ({
      key: id,
      label: `Runs of ${name}`,
      max,
      without: { workflows: { [id]: null } },
    })),
    ...limits.pools.map(({ name, max }) => ({
      key: `pool ${name}`,
      label: `Steps in pool ${name}`,
      max,
      without: { pools: { [name]: null } },
    })),
  ];
  return (
    <>
      <ul>
        {rows.map((row) => (
          <li key={row.key} className="flex min-h-11 items-center gap-3 border-b px-4 py-1.5">
            <span className="min-w-0 flex-1 truncate">{row.label}</span>
            <span className="text-muted tabular-nums">at most {row.max}</span>
            {remove ? (
              <IconButton
                size="sm"
                label={`Take away the limit: ${row.label}`}
                icon={<X />}
                onClick={() => remove(row.without).catch((error: unknown) => toast.failed(error))}
              />
            ) : null}
          </li>
        ))}
      </ul>
      <p className="px-4 py-3 text-muted">
        {rows.length === 0 ? 'This workspace has no limits of its own. ' : ''}
        The whole installation runs at most {limits.installation} at once.
      </p>
    </>
  );
}
