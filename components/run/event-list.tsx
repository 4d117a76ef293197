'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { Select } from '#components/ui/select.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { useRunEvents } from '#lib/client/runs/use-run-events.ts';
import { eventView } from '#lib/contracts/run-view/event-view.ts';
import type { RunEvent } from '#lib/domain/run/event.ts';
import { EventRow } from './event-row.tsx';
import { eventWords } from './event-words.ts';
import { matches } from './matches.ts';

const rowHeight = 30;

/** What happened, event by event, as it is stored; only those in sight are drawn. */
export function EventList({ runId, onChoose }: { runId: string; onChoose: (step: string) => void }) {
  const { events, pending, error, retry } = useRunEvents(runId);
  const [type, setType] = useState('all');
  const [text, setText] = useState('');
  const [open, setOpen] = useState<number | null>(null);
  const now = useDeferredValue(events);
  const types = useMemo(() => [...new Set(now.map((event) => event.type))].toSorted(), [now]);
  const shown = useMemo(
    () => now.filter((event) => (type === 'all' || event.type === type) && isAbout(event, text)),
    [now, type, text],
  );
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => shown[index]?.seq ?? index,
    overscan: 10,
  });
  if (error)
    return (
      <Notice tone="danger" title="The events could not be read" action={<Button onClick={retry}>Try again</Button>}>
        {error.message}
      </Notice>
    );
  if (pending && events.length === 0) return <SkeletonRows rows={8} label="Reading the events" />;
  return (
    <div className="flex h-full min-h-64 flex-col">
      <div className="flex flex-wrap items-center gap-2 px-3 py-1.5">
        <SearchField label="Search the events" placeholder="Step, person or word" value={text} onChange={setText} />
        <Select
          aria-label="Type of event"
          value={type}
          onValueChange={setType}
          options={[{ value: 'all', label: 'All types' }, ...types.map((value) => ({ value, label: value }))]}
          className="w-48"
        />
        <span className="ml-auto text-faint text-xs tabular-nums" aria-live="polite">
          {shown.length === events.length
            ? `${events.length.toLocaleString('en')} events`
            : `${shown.length.toLocaleString('en')} of ${events.length.toLocaleString('en')} events`}
        </span>
      </div>
      <div ref={box} className="min-h-0 flex-1 overflow-auto border-line border-t">
        {shown.length === 0 ? <p className="p-4 text-muted text-sm">No event fits.</p> : null}
        <ol aria-label="Events" className="relative text-xs" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start, key }) => {
            const event = shown[index];
            if (!event) return null;
            return (
              <li
                key={key}
                data-index={index}
                ref={rows.measureElement}
                className="absolute inset-x-0 border-line border-b"
                style={{ transform: `translateY(${start}px)` }}
              >
                <EventRow
                  event={event}
                  open={open === event.seq}
                  onToggle={() => setOpen((before) => (before === event.seq ? null : event.seq))}
                  onChoose={onChoose}
                />
              </li>
            );
          })}
        </ol>
      </div>
    </div>
  );
}

function isAbout(event: RunEvent, text: string): boolean {
  if (!text) return true;
  const view = eventView(event);
  return matches(text, [view.type, view.step, view.actor?.name, eventWords(view)]);
}
