'use client';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { Time } from '#components/ui/time.tsx';
import { useRunEvents } from '#lib/client/runs/use-run-events.ts';
import { eventView } from '#lib/contracts/run-view/event-view.ts';
import { eventWords } from './event-words.ts';

/** What happened, event by event, as it is stored. */
export function EventList({ runId, onChoose }: { runId: string; onChoose: (step: string) => void }) {
  const { events, pending, error, retry } = useRunEvents(runId);
  if (error) {
    return (
      <Notice tone="danger" title="The events could not be read" action={<Button onClick={retry}>Try again</Button>}>
        {error.message}
      </Notice>
    );
  }
  if (pending) return <SkeletonRows rows={8} label="Reading the events" />;
  return (
    <ol aria-label="Events" className="text-xs">
      {events.map(eventView).map((event) => (
        <li key={event.seq} className="flex items-center gap-3 border-line border-b px-4 py-1.5">
          <span className="fact w-10 text-right text-faint">{event.seq}</span>
          <Time at={event.at} exact className="w-44 text-muted max-sm:hidden" />
          <span className="fact w-36 shrink-0">{event.type}</span>
          {event.step ? (
            <button
              type="button"
              onClick={() => onChoose(event.step ?? '')}
              className="truncate text-accent hover:underline"
            >
              {event.step}
              {event.attempt ? ` #${event.attempt}` : ''}
            </button>
          ) : null}
          {event.actor ? <span className="shrink-0 text-muted">{event.actor.name}</span> : null}
          <span className="min-w-0 truncate text-muted">{eventWords(event)}</span>
        </li>
      ))}
    </ol>
  );
}
