'use client';
import { History } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { useTimeZone } from '#components/ui/time-zone.tsx';
import type { Moment } from '#lib/client/runs/replay.ts';
import type { RunStatus } from '#lib/domain/run/status.ts';
import { isEnded } from '#lib/domain/run/status.ts';
import { momentText } from './moment-text.ts';

/** Says that everything on the page is the past. `now`: the run's status in the present. */
export function PastNote({ moment, now, onLive }: { moment: Moment; now: RunStatus; onLive: () => void }) {
  const zone = useTimeZone();
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-accent-soft px-4 py-1.5 text-sm"
    >
      <History className="size-4 text-accent" aria-hidden="true" />
      <p className="min-w-0 flex-1">
        <b className="font-medium">{momentText(moment.at, Date.parse(moment.view.queuedAt), zone)}</b>
        <span className="text-muted">
          : everything here is as it was then (event {moment.seq.toLocaleString('en')}). Nothing can be done in the
          past.
        </span>
      </p>
      <Button size="sm" variant="ghost" onClick={onLive}>
        {isEnded(now) ? 'Show the end' : 'Back to live'}
      </Button>
    </div>
  );
}
