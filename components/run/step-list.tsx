'use client';
import { memo } from 'react';
import { ItemsBar } from '#components/canvas/items-bar.tsx';
import { cn } from '#components/ui/cn.ts';
import { SealMark } from '#components/ui/seal.tsx';
import { StatusMark } from '#components/ui/status-pill.tsx';
import { Duration } from '#components/ui/time.tsx';
import type { RunStepView, RunView } from '#lib/contracts/run.ts';
import { originOf } from './step/origin.ts';

/** The steps in the workflow's order, each with why it waits, was skipped or failed. */
export function StepList({
  run,
  chosen,
  onChoose,
}: {
  run: RunView;
  chosen: string | null;
  onChoose: (step: string) => void;
}) {
  return (
    <ol className="flex flex-col">
      {run.steps.map((step) => (
        <StepRow key={step.id} step={step} chosen={step.id === chosen} onChoose={onChoose} />
      ))}
    </ol>
  );
}

const StepRow = memo(function StepRow({
  step,
  chosen,
  onChoose,
}: {
  step: RunStepView;
  chosen: boolean;
  onChoose: (step: string) => void;
}) {
  return (
    <li className="border-line border-b">
      <button
        type="button"
        aria-current={chosen || undefined}
        onClick={() => onChoose(step.id)}
        className={cn(
          'flex w-full items-center gap-3 px-4 py-2 text-left text-sm hover:bg-hover',
          chosen && 'bg-accent-soft',
        )}
      >
        <StatusMark step={step.status} waitingFor={step.waitingFor?.reason} className="size-4 shrink-0" />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{step.name}</span>
          {originOf(step) ? <span className="block truncate text-faint text-xs">{originOf(step)}</span> : null}
          {step.items ? <ItemsBar items={step.items} /> : null}
          {reasonOf(step) ? <span className="block truncate text-muted text-xs">{reasonOf(step)}</span> : null}
        </span>
        <span className="flex gap-1">
          {step.seals.map((seal) => (
            <SealMark key={seal.gate} name={seal.by.name} size="sm" label={`${seal.by.name} decided`} />
          ))}
        </span>
        <span className="fact text-2xs text-faint max-sm:hidden">{step.kind}</span>
        <span className="w-16 text-right text-muted text-xs">
          {step.startedAt ? <Duration from={step.startedAt} to={step.finishedAt} /> : null}
        </span>
      </button>
    </li>
  );
});

export const reasonOf = (step: RunStepView) =>
  step.waitingFor?.text ?? step.error?.message ?? step.reason ?? step.warning;
