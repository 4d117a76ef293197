'use client';
import { FileUp, Plus, Search } from 'lucide-react';
import { useDeferredValue, useEffect, useState } from 'react';
import { Page } from '#components/frame/page.tsx';
import { Button } from '#components/ui/button.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { useMay } from '#lib/client/viewer.tsx';
import { useWorkflows } from '#lib/client/workflows/use-workflows.ts';
import { ImportDialog } from './import-dialog.tsx';
import { useUrlState } from './use-url-state.ts';
import { WorkflowTable } from './workflow-table.tsx';

/** Every workflow of the workspace. */
export function WorkflowsPage() {
  const [get, set] = useUrlState();
  const archived = get('archived') === 'yes';
  const [typed, setTyped] = useState(get('q'));
  const text = useDeferredValue(get('q'));
  const mayWrite = useMay('workflow.write');
  const [importing, setImporting] = useState(false);
  const list = useWorkflows({ text, archived });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];

  useEffect(() => {
    if (typed === get('q')) return;
    const timer = setTimeout(() => set({ q: typed }), 200);
    return () => clearTimeout(timer);
  }, [typed, get, set]);

  const nothingYet = list.isSuccess && rows.length === 0 && !text && !archived;
  return (
    <Page
      title="Workflows"
      actions={
        mayWrite ? (
          <>
            <Button icon={<FileUp />} onClick={() => setImporting(true)}>
              Import
            </Button>
            <ButtonLink variant="primary" icon={<Plus />} href="/workflows/new">
              New workflow
            </ButtonLink>
          </>
        ) : null
      }
    >
      {nothingYet ? null : (
        <div className="mb-3 flex flex-wrap gap-2">
          <Input
            type="search"
            icon={<Search />}
            aria-label="Search workflows"
            placeholder="Search by name or description"
            className="max-w-80 max-sm:max-w-none"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Select
            aria-label="Which workflows"
            className="w-36"
            value={archived ? 'archived' : 'active'}
            options={[
              { value: 'active', label: 'In use' },
              { value: 'archived', label: 'Archived' },
            ]}
            onValueChange={(next) => set({ archived: next === 'archived' ? 'yes' : null })}
          />
        </div>
      )}
      {list.error ? (
        <Notice
          tone="danger"
          title={ApiError.from(list.error).title}
          action={
            <Button size="sm" onClick={() => void list.refetch()}>
              Try again
            </Button>
          }
        >
          {ApiError.from(list.error).fix}
        </Notice>
      ) : list.isPending ? (
        <SkeletonRows rows={6} />
      ) : nothingYet ? (
        <EmptyState
          picture={<Picture />}
          title="Draw your first workflow"
          action={
            mayWrite ? (
              <>
                <ButtonLink href="/templates">Begin from a template</ButtonLink>
                <ButtonLink variant="primary" icon={<Plus />} href="/workflows/new">
                  New workflow
                </ButtonLink>
              </>
            ) : null
          }
        >
          A workflow is a graph of steps. Some run by themselves, some wait until a person has signed.
        </EmptyState>
      ) : rows.length === 0 ? (
        <EmptyState
          title={text ? `Nothing is called “${text}”` : 'Nothing is archived'}
          action={
            <Button
              onClick={() => {
                setTyped('');
                set({ q: null, archived: null });
              }}
            >
              Show all workflows
            </Button>
          }
        />
      ) : (
        <>
          <div className="overflow-hidden rounded-lg border bg-surface">
            <WorkflowTable rows={rows} />
          </div>
          {list.hasNextPage ? (
            <div className="mt-3 flex justify-center">
              <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Show more
              </Button>
            </div>
          ) : null}
        </>
      )}
      {importing ? <ImportDialog onClose={() => setImporting(false)} /> : null}
    </Page>
  );
}

function Picture() {
  return (
    <svg viewBox="0 0 220 96" className="w-56" aria-hidden="true">
      <g fill="none" stroke="var(--ink-8)" strokeWidth="1.5">
        <path d="M66 48h20c10 0 10-22 20-22h14M86 48c10 0 10 22 20 22h14M186 26h14" />
      </g>
      <g fill="var(--surface)" stroke="var(--ink-8)" strokeWidth="1.5">
        <rect x="4" y="33" width="62" height="30" rx="7" />
        <rect x="120" y="11" width="66" height="30" rx="7" />
        <rect x="120" y="55" width="66" height="30" rx="7" />
      </g>
      <circle cx="186" cy="41" r="10" fill="var(--seal-soft)" stroke="var(--seal)" strokeWidth="1.5" />
      <path d="m186 36 5 5-5 5-5-5Z" fill="var(--seal)" />
    </svg>
  );
}
