'use client';
import { Page } from '#components/frame/page.tsx';
import { Button } from '#components/ui/button.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { useRuns } from '#lib/client/runs/use-runs.ts';
import { useUrlFilter } from '#lib/client/url-filter.ts';
import { RunsFilters } from './runs-filters.tsx';
import { RunsPicture } from './runs-picture.tsx';
import { RunsTable } from './runs-table.tsx';

const parameters = ['status', 'workflow', 'startedBy', 'text', 'from', 'to'] as const;
const cleared = Object.fromEntries(parameters.map((name) => [name, '']));

/** Every run of the workspace, live; its filters are in the address. */
export function RunsPage() {
  const [filter, set] = useUrlFilter(parameters);
  const runs = useRuns(filter);
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = Object.values(filter).some(Boolean);
  return (
    <Page title="Runs">
      <RunsFilters filter={filter} onChange={set} />
      {runs.error ? (
        <Notice
          tone="danger"
          title="The runs could not be read"
          action={<Button onClick={() => runs.refetch()}>Try again</Button>}
        >
          {runs.error.message}
        </Notice>
      ) : null}
      {runs.isPending ? <SkeletonRows rows={8} label="Reading the runs" /> : null}
      {items.length > 0 ? <RunsTable runs={items} /> : null}
      {runs.data && items.length === 0 ? (
        <EmptyState
          picture={<RunsPicture />}
          title={filtered ? 'No run fits these filters' : 'Nothing has run yet'}
          action={
            filtered ? (
              <Button onClick={() => set(cleared)}>Clear filters</Button>
            ) : (
              <ButtonLink href="/workflows" variant="primary">
                Choose a workflow to run
              </ButtonLink>
            )
          }
        >
          {filtered ? 'Take one away to see more.' : 'A run appears here the moment it starts, and stays on record.'}
        </EmptyState>
      ) : null}
      {runs.hasNextPage ? (
        <div className="mt-4 flex justify-center">
          <Button busy={runs.isFetchingNextPage} onClick={() => runs.fetchNextPage()}>
            Show older runs
          </Button>
        </div>
      ) : null}
    </Page>
  );
}
