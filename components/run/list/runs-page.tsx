'use client';
import { useCallback, useMemo, useState } from 'react';
import { Breadcrumb } from '#components/frame/slots.tsx';
import { Button } from '#components/ui/button.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { nothingPicked, ranged, type Selection, toggled } from '#lib/client/lists/selection.ts';
import { listedLabels, runParameters, useRuns } from '#lib/client/runs/use-runs.ts';
import { useUrlFilter } from '#lib/client/url-filter.ts';
import { useMay } from '#lib/client/viewer.tsx';
import type { RunSummary } from '#lib/contracts/run.ts';
import { labelsIn } from '#lib/domain/label.ts';
import { compareSelected } from '../compare/compare-address.ts';
import { BulkRunsDialog } from './bulk-runs-dialog.tsx';
import type { BulkAction } from './bulk-words.ts';
import { RunsFilters } from './runs-filters.tsx';
import { RunsList } from './runs-list.tsx';
import { RunsPicture } from './runs-picture.tsx';
import { SelectionBar } from './selection-bar.tsx';

const cleared = Object.fromEntries(runParameters.map((name) => [name, '']));

/** Every run of the workspace, live; its filters are in the address. */
export function RunsPage() {
  const [filter, set] = useUrlFilter(runParameters);
  const runs = useRuns(filter);
  const mayControl = useMay('run.control');
  const [selection, setSelection] = useState<Selection<RunSummary>>(nothingPicked);
  const [action, setAction] = useState<BulkAction | null>(null);
  const filtered = Object.values(filter).some(Boolean);
  const { items, list, readMatching } = runs;
  const pick = useCallback(
    (run: RunSummary, range: boolean) =>
      setSelection((before) => (range ? ranged(before, items, run) : toggled(before, run))),
    [items],
  );
  const addLabel = useCallback(
    (label: string) => set({ label: listedLabels([...labelsIn(filter.label), label]) }),
    [set, filter.label],
  );
  const pickAll = () =>
    readMatching().then(
      (found) => setSelection({ picked: new Map(found.map((run) => [run.id, run])), anchor: null }),
      (error) => toast.failed(error, 'The runs could not be selected'),
    );
  // Rows move on while they are selected: what is done is decided by how they are now.
  const picked = useMemo(() => {
    const now = new Map(items.map((run) => [run.id, run]));
    return [...selection.picked.values()].map((run) => now.get(run.id) ?? run);
  }, [selection, items]);
  return (
    <div className="flex h-full min-h-0 flex-col px-4 pt-5 pb-4 sm:px-6">
      <Breadcrumb items={[{ label: 'Runs' }]} />
      <div className="mb-3 flex items-center justify-between gap-4">
        <h1 className="font-semibold text-xl">Runs</h1>
        {filtered ? (
          <Button size="sm" variant="ghost" onClick={() => set(cleared)}>
            Clear filters
          </Button>
        ) : null}
      </div>
      <RunsFilters filter={filter} onChange={set} />
      {list.error && !list.isFetchNextPageError ? (
        <Notice
          tone="danger"
          title="The runs could not be read"
          className="mb-3"
          action={<Button onClick={() => list.refetch()}>Try again</Button>}
        >
          {list.error.message}
        </Notice>
      ) : null}
      {list.isPending ? <SkeletonRows rows={8} label="Reading the runs" /> : null}
      {list.data ? (
        <RunsList
          key={JSON.stringify(filter)}
          runs={runs}
          selection={selection}
          onPick={mayControl ? pick : null}
          onLabel={addLabel}
          empty={<NoRuns filtered={filtered} onClear={() => set(cleared)} />}
        />
      ) : null}
      {picked.length > 0 ? (
        <SelectionBar
          count={picked.length}
          onAll={pickAll}
          onNone={() => setSelection(nothingPicked)}
          onAct={setAction}
          compare={compareSelected(picked)}
        />
      ) : null}
      {action ? (
        <BulkRunsDialog
          action={action}
          picked={picked}
          onClose={(done) => {
            setAction(null);
            if (done) setSelection(nothingPicked);
          }}
        />
      ) : null}
    </div>
  );
}

function NoRuns({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  return (
    <EmptyState
      picture={<RunsPicture />}
      title={filtered ? 'No run fits these filters' : 'Nothing has run yet'}
      action={
        filtered ? (
          <Button onClick={onClear}>Clear filters</Button>
        ) : (
          <ButtonLink href="/workflows" variant="primary">
            Choose a workflow to run
          </ButtonLink>
        )
      }
    >
      {filtered ? 'Take one away to see more.' : 'A run appears here the moment it starts, and stays on record.'}
    </EmptyState>
  );
}
