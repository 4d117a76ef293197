import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { JsonTree } from '#components/ui/json-tree.tsx';
import { Time } from '#components/ui/time.tsx';
import { eventView } from '#lib/contracts/run-view/event-view.ts';
import type { RunEvent } from '#lib/domain/run/event.ts';
import { eventWords } from './event-words.ts';

/** One event in words; opened, all that is stored of it. */
export const EventRow = memo(function EventRow({
  event,
  open,
  onToggle,
  onChoose,
}: {
  event: RunEvent;
  open: boolean;
  onToggle: () => void;
  onChoose: (step: string) => void;
}) {
  const { seq, at, type, step, attempt, actor, data } = eventView(event);
  return (
    <>
      <div className="flex items-center gap-3 px-3 py-1.5">
        <button
          type="button"
          aria-expanded={open}
          aria-label={`${open ? 'Fold' : 'Show'} event ${seq}`}
          onClick={onToggle}
          className="flex w-14 shrink-0 items-center gap-1 rounded-xs text-faint hover:text-ink [&_svg]:size-3.5"
        >
          {open ? <ChevronDown /> : <ChevronRight />}
          <span className="fact">{seq}</span>
        </button>
        <Time at={at} exact className="w-44 shrink-0 text-muted max-sm:hidden" />
        <span className="fact w-36 shrink-0 truncate">{type}</span>
        {step ? (
          <button type="button" onClick={() => onChoose(step)} className="truncate text-accent hover:underline">
            {step}
            {attempt ? ` #${attempt}` : ''}
          </button>
        ) : null}
        {actor ? <span className="shrink-0 text-muted">{actor.name}</span> : null}
        <span className="min-w-0 truncate text-muted">{eventWords({ type, data })}</span>
      </div>
      {open ? (
        <div className="max-h-96 overflow-auto bg-sunken px-4 py-2">
          <JsonTree value={data} open={2} copy />
        </div>
      ) : null}
    </>
  );
});
