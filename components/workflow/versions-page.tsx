'use client';
import { ArrowLeft } from 'lucide-react';
import { Page } from '#components/frame/page.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { cn } from '#components/ui/cn.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { Time } from '#components/ui/time.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { useVersions, type VersionSummary } from '#lib/client/workflows/use-versions.ts';
import { useWorkflow } from '#lib/client/workflows/use-workflows.ts';
import { CacheCard } from './cache-card.tsx';
import { useUrlState } from './use-url-state.ts';
import { VersionDetail } from './version-detail.tsx';

/** The published versions of a workflow, and what changed from one to another. */
export function VersionsPage({ id }: { id: string }) {
  const workflow = useWorkflow(id);
  const versions = useVersions(id);
  const [get, set] = useUrlState();
  const list = versions.data?.items ?? [];
  const shown = numberIn(list, get('v')) ?? list[0]?.number ?? null;
  const older = list.filter((version) => shown !== null && version.number < shown);
  const compared = get('with') === 'none' ? null : (numberIn(older, get('with')) ?? older[0]?.number ?? null);
  const failure = versions.error ?? workflow.error;
  const name = workflow.data?.name ?? 'Workflow';
  return (
    <Page
      title={`Versions of ${name}`}
      crumbs={[
        { label: 'Workflows', href: '/workflows' },
        { label: name, href: `/workflows/${id}` },
        { label: 'Versions' },
      ]}
      actions={
        <ButtonLink icon={<ArrowLeft />} href={`/workflows/${id}`}>
          Editor
        </ButtonLink>
      }
    >
      {failure ? (
        <Notice tone="danger" title={ApiError.from(failure).title}>
          {ApiError.from(failure).detail}
        </Notice>
      ) : versions.isPending ? (
        <SkeletonRows rows={5} />
      ) : list.length === 0 ? (
        <EmptyState
          title="Nothing is published yet"
          action={
            <ButtonLink variant="primary" href={`/workflows/${id}`}>
              Open the editor
            </ButtonLink>
          }
        >
          Publish the draft, and it becomes version 1.
        </EmptyState>
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)]">
          <nav aria-label="Versions" className="overflow-hidden rounded-lg border bg-surface">
            <ol className="max-h-[70dvh] overflow-y-auto max-lg:max-h-60">
              {list.map((version) => (
                <li key={version.number}>
                  <VersionRow
                    version={version}
                    current={version.number === shown}
                    onChoose={() => set({ v: String(version.number), with: null })}
                  />
                </li>
              ))}
            </ol>
          </nav>
          {shown === null ? null : (
            <div className="flex min-w-0 flex-col gap-4">
              <VersionDetail
                id={id}
                number={shown}
                older={older.map((version) => version.number)}
                compared={compared}
                onCompare={(next) => set({ with: next === null ? 'none' : String(next) })}
              />
              <CacheCard id={id} />
            </div>
          )}
        </div>
      )}
    </Page>
  );
}

function VersionRow({
  version,
  current,
  onChoose,
}: {
  version: VersionSummary;
  current: boolean;
  onChoose: () => void;
}) {
  return (
    <button
      type="button"
      aria-current={current ? 'true' : undefined}
      onClick={onChoose}
      className={cn(
        'flex w-full flex-col gap-0.5 border-b px-4 py-2.5 text-left hover:bg-hover',
        current && 'bg-accent-soft',
      )}
    >
      <span className="flex items-center gap-2">
        <Badge tone={current ? 'accent' : 'neutral'}>v{version.number}</Badge>
        <Time at={version.createdAt} className="text-muted text-xs" />
      </span>
      <span className={cn('truncate', !version.note && 'text-faint')}>{version.note || 'No note'}</span>
      <span className="truncate text-faint text-xs">
        published by {version.createdBy}
        {version.authors.length > 0 ? `, written by ${version.authors.join(', ')}` : ''}
      </span>
    </button>
  );
}

function numberIn(list: readonly VersionSummary[], text: string): number | null {
  const number = Number(text);
  return list.some((version) => version.number === number) ? number : null;
}
