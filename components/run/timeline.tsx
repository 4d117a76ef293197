'use client';
import { useEffect, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { durationText } from '#components/ui/relative-time.ts';
import { SealMark } from '#components/ui/seal.tsx';
import { lookOf, StatusMark } from '#components/ui/status-pill.tsx';
import type { RunStepView, RunView } from '#lib/contracts/run.ts';
import { isEnded } from '#lib/domain/run/status.ts';
import { gateMarks } from './gate-marks.ts';

const tickMs = 500;

/** When each step ran, against the run's own time. Bars grow while the run lives. */
export function Timeline({
  run,
  chosen,
  onChoose,
}: {
  run: RunView;
  chosen: string | null;
  onChoose: (step: string) => void;
}) {
  const from = Date.parse(run.startedAt ?? run.queuedAt);
  const end = run.finishedAt ? Date.parse(run.finishedAt) : null;
  const now = useNow(!isEnded(run.status));
  const to = Math.max(end ?? now, from + 1);
  const started = run.steps.filter((step) => step.startedAt !== null || step.waitingFor !== null);
  if (started.length === 0)
    return <EmptyState title="No step has started yet">Bars appear here as soon as the first one does.</EmptyState>;
  return (
    <div className="p-4">
      <ol aria-label="Steps by time" className="flex flex-col gap-0.5">
        {started.map((step) => (
          <Bar key={step.id} step={step} from={from} to={to} chosen={step.id === chosen} onChoose={onChoose} />
        ))}
      </ol>
      <div
        aria-hidden="true"
        className="mt-2 ml-44 flex justify-between border-line border-t pt-1 text-2xs text-faint tabular-nums max-sm:ml-24"
      >
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <span key={share}>{durationText((to - from) * share)}</span>
        ))}
      </div>
    </div>
  );
}

function Bar({
  step,
  from,
  to,
  chosen,
  onChoose,
}: {
  step: RunStepView;
  from: number;
  to: number;
  chosen: boolean;
  onChoose: (step: string) => void;
}) {
  const look = lookOf({ step: step.status, waitingFor: step.waitingFor?.reason });
  const begin = step.startedAt ? Date.parse(step.startedAt) : to;
  const finish = step.finishedAt ? Date.parse(step.finishedAt) : to;
  const share = (time: number) => Math.min(100, Math.max(0, ((time - from) / (to - from)) * 100));
  return (
    <li>
      <button
        type="button"
        aria-current={chosen || undefined}
        onClick={() => onChoose(step.id)}
        className={cn(
          'flex w-full items-center gap-2 rounded-md py-1 text-left hover:bg-hover',
          chosen && 'bg-accent-soft',
        )}
      >
        <span className="flex w-42 shrink-0 items-center gap-1.5 pl-1 text-sm max-sm:w-22">
          <StatusMark step={step.status} waitingFor={step.waitingFor?.reason} className="size-3.5 shrink-0" />
          <span className="truncate">{step.name}</span>
        </span>
        <span className="relative h-3 flex-1 rounded-full bg-sunken">
          <span
            className="absolute inset-y-0 min-w-1 rounded-full"
            style={{
              left: `${Math.min(share(begin), 99)}%`,
              width: `${Math.max(share(finish) - share(begin), 0.5)}%`,
              background: `var(--status-${look.tone})`,
            }}
          />
          {gateMarks(step).map((mark, index) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: several may happen in one moment; their order never changes
              key={index}
              title={mark.text}
              className={cn(
                'absolute top-1/2 -translate-x-1/2 -translate-y-1/2',
                mark.seal === null && 'size-2 rotate-45 border border-seal bg-surface',
              )}
              style={{ left: `${share(mark.at)}%` }}
            >
              {mark.seal === null ? null : <SealMark name={mark.seal} size="sm" />}
              <span className="spoken">{mark.text}</span>
            </span>
          ))}
        </span>
        <span className="w-16 shrink-0 text-right text-muted text-xs tabular-nums">{durationText(finish - begin)}</span>
      </button>
    </li>
  );
}

function useNow(ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return;
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
