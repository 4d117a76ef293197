'use client';
import { Download } from 'lucide-react';
import { Breadcrumb } from '#components/frame/slots.tsx';
import { Button } from '#components/ui/button.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FailedRead } from '#components/ui/failed-read.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { Splitter } from '#components/ui/splitter.tsx';
import { useWide } from '#components/ui/use-wide.ts';
import { useRecord } from '#lib/client/record/use-record.ts';
import { useUrlFilter } from '#lib/client/url-filter.ts';
import { useMay } from '#lib/client/viewer.tsx';
import { ChainMark } from './chain-mark.tsx';
import { ChainPicture } from './chain-picture.tsx';
import { EntryPanel } from './entry-panel.tsx';
import { EntryTable } from './entry-table.tsx';
import { foldSaves } from './fold-saves.ts';
import { RecordFilters } from './record-filters.tsx';

const parameters = ['text', 'action', 'actor', 'runId', 'from', 'to', 'entry'] as const;

/** Who did what, when, to what, with the difference: sentences on the left, the entry on the right. */
export function RecordPage() {
  const [{ entry, ...filter }, set] = useUrlFilter(parameters);
  const mayExport = useMay('record.export');
  const wide = useWide();
  const record = useRecord(filter);
  const entries = record.data?.pages.flatMap((page) => page.items) ?? [];
  const chosen = entries.find((one) => String(one.seq) === entry) ?? null;
  const filtered = Object.values(filter).some(Boolean);
  const close = () => set({ entry: '' });
  const open = (seq: number) => set({ entry: String(seq) });
  const folded = foldSaves(entries).find((row) => row.entry === chosen)?.folded ?? [];
  const panel = chosen ? <EntryPanel entry={chosen} folded={folded} onChoose={open} onClose={close} /> : null;

  return (
    <Splitter id="record" panel={wide ? panel : null} size={420} label="Width of the entry">
      <Breadcrumb items={[{ label: 'Record' }]} />
      <div className="px-4 pt-5 pb-12 sm:px-6">
        <div className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <div>
            <h1 className="font-semibold text-xl">Record</h1>
            <p className="mt-0.5 text-base text-muted">
              Every change a person, a key or an assistant made. Each entry is chained to the one before.
            </p>
          </div>
          <div className="flex flex-wrap items-center gap-2">
            <ChainMark />
            {mayExport ? (
              <ButtonLink href="/api/v1/audit/export" icon={<Download />} download>
                Export
              </ButtonLink>
            ) : null}
          </div>
        </div>
        <RecordFilters filter={filter} onChange={set} />
        {record.error ? (
          <FailedRead error={record.error} title="The record could not be read" onAgain={() => void record.refetch()} />
        ) : null}
        {record.isPending ? <SkeletonRows rows={8} label="Reading the record" /> : null}
        {record.data && entries.length === 0 ? (
          <EmptyState
            picture={<ChainPicture />}
            title={filtered ? 'No entry fits these filters' : 'Nothing is on the record yet'}
            action={
              filtered ? (
                <Button onClick={() => set(Object.fromEntries(parameters.map((name) => [name, ''])))}>
                  Clear filters
                </Button>
              ) : undefined
            }
          >
            {filtered ? 'Take one away to see more.' : 'The first change somebody makes will stand here.'}
          </EmptyState>
        ) : null}
        {entries.length > 0 ? <EntryTable entries={entries} chosen={chosen?.seq ?? null} onChoose={open} /> : null}
        {record.hasNextPage ? (
          <div className="mt-4 flex justify-center">
            <Button busy={record.isFetchingNextPage} onClick={() => record.fetchNextPage()}>
              Show older entries
            </Button>
          </div>
        ) : null}
      </div>
      <Sheet
        flush
        titleHidden
        open={!wide && chosen !== null}
        onOpenChange={(open) => !open && close()}
        title="Entry"
        side="bottom"
      >
        {panel}
      </Sheet>
    </Splitter>
  );
}
