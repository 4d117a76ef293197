'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { Page } from '#components/frame/page.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { Card } from '#components/ui/card.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FailedRead } from '#components/ui/failed-read.tsx';
import { durationText } from '#components/ui/relative-time.ts';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { StatusPill } from '#components/ui/status-pill.tsx';
import { Time } from '#components/ui/time.tsx';
import { api } from '#lib/client/api.ts';
import type { RunView } from '#lib/contracts/run.ts';
import { runLength } from './compare-runs.ts';
import { FieldPairs } from './field-pairs.tsx';
import { StepPairs } from './step-pairs.tsx';
import { VersionPair } from './version-pair.tsx';

/** Two runs (`?a=`, `?b=`) beside each other: versions, inputs, outputs, steps. */
export function ComparePage() {
  const given = useSearchParams();
  const a = useWhole(given.get('a'));
  const b = useWhole(given.get('b'));
  const error = a.error ?? b.error;
  return (
    <Page
      title="Compare two runs"
      crumbs={[{ label: 'Runs', href: '/runs' }]}
      description={a.data && b.data ? `${nameOf(a.data)} and ${nameOf(b.data)}` : undefined}
    >
      {!given.get('a') || !given.get('b') ? (
        <EmptyState title="Choose two runs" action={<ButtonLink href="/runs">All runs</ButtonLink>}>
          Select two runs of a workflow in the list, or open one and press Compare there.
        </EmptyState>
      ) : error ? (
        <FailedRead
          error={error}
          title="One of the runs could not be read"
          onAgain={() => void Promise.all([a.refetch(), b.refetch()])}
        />
      ) : a.data && b.data ? (
        <Compared a={a.data} b={b.data} />
      ) : (
        <SkeletonRows rows={8} label="Reading the runs" />
      )}
    </Page>
  );
}

function Compared({ a, b }: { a: RunView; b: RunView }) {
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 md:grid-cols-2">
        <Head run={a} />
        <Head run={b} />
      </div>
      <Card title="Version">
        <VersionPair a={a} b={b} />
      </Card>
      <Card title="Steps" flush>
        <StepPairs a={a} b={b} />
      </Card>
      <Card title="Input" flush>
        <FieldPairs a={a} b={b} of="input" />
      </Card>
      <Card title="Outputs" flush>
        <FieldPairs a={a} b={b} of="outputs" />
      </Card>
    </div>
  );
}

function Head({ run }: { run: RunView }) {
  const length = runLength(run);
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link href={`/runs/${run.id}`} className="font-medium text-accent hover:underline">
          {nameOf(run)}
        </Link>
        <StatusPill run={run.status} waitingFor={run.waitingFor[0]?.reason} />
        <span className="text-muted text-xs">
          {run.version === null ? 'draft' : `version ${run.version}`} ·{' '}
          {length === null ? 'goes on' : durationText(length)} · <Time at={run.queuedAt} /> · {run.startedBy.name}
        </span>
      </div>
      <p className="mt-1 text-muted text-sm">{run.sentence}</p>
    </Card>
  );
}

const nameOf = ({ workflowName, number }: RunView) => `${workflowName} #${number}`;

function useWhole(id: string | null) {
  return useQuery({
    queryKey: ['runs', 'compared', id],
    enabled: id !== null,
    queryFn: ({ signal }) => api.get<RunView>(`/runs/${encodeURIComponent(id ?? '')}`, { signal }),
  });
}
