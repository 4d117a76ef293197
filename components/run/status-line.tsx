'use client';
import { useTimeZone } from '#components/ui/time-zone.tsx';
import { useMoment } from '#lib/client/runs/moment.tsx';
import type { RunView } from '#lib/contracts/run.ts';
import { isEnded } from '#lib/domain/run/status.ts';
import { useNow } from './replay/use-now.ts';
import { statusWords } from './work-left.ts';

/** How the run stands, how far it is and how much is left. A banner says the first where the run is paused or fails. */
export function StatusLine({ run }: { run: RunView }) {
  const zone = useTimeZone();
  const moment = useMoment();
  const clock = useNow(!isEnded(run.status) && moment === null);
  const [said, ...more] = statusWords(run, moment?.at ?? clock, zone);
  const parts = run.paused || run.failing ? more : [said, ...more];
  return (
    <p className="text-pretty text-base">
      <span aria-live="polite">{parts[0]}</span>
      {parts.slice(1).map((part) => (
        <span key={part} className="text-muted">
          {' · '}
          {part}
        </span>
      ))}
    </p>
  );
}
