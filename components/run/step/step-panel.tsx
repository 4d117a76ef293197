'use client';
import { X } from 'lucide-react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { StatusPill } from '#components/ui/status-pill.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import type { RunView } from '#lib/contracts/run.ts';
import type { RunStepView } from '#lib/contracts/run-step.ts';
import { ItemStrip } from '../items/item-strip.tsx';
import { ItemsPanel } from '../items/items-panel.tsx';
import { originOf } from './origin.ts';
import { Quiet } from './quiet.tsx';
import { StepLogView } from './step-log-view.tsx';
import { StepResult } from './step-result.tsx';
import { ValueView } from './value-view.tsx';

/** Kinds of step that put something out. */
const kindsThatWrite: ReadonlySet<string> = new Set(['shell', 'http', 'watch', 'notify']);

/** Everything about one step of the run. */
export function StepPanel({
  run,
  step,
  onChoose,
}: {
  run: RunView;
  step: RunStepView;
  onChoose: (step: string | null) => void;
}) {
  const origin = originOf(step);
  const hasLog = kindsThatWrite.has(step.kind) && step.attempt > 0;
  return (
    <article aria-label={step.name} className="flex h-full min-h-0 flex-col">
      <header className="flex items-start gap-3 border-line border-b px-4 py-3">
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold text-base">{step.name}</h2>
          <p className="fact flex items-center gap-2 text-faint text-xs">
            {step.id} · {step.kind}
          </p>
          {origin ? <p className="mt-0.5 text-muted text-xs">{origin}</p> : null}
        </div>
        <StatusPill step={step.status} waitingFor={step.waitingFor?.reason} />
        <IconButton
          label="Close the step"
          icon={<X />}
          size="sm"
          variant="ghost"
          onClick={() => onChoose(null)}
          className="max-md:hidden"
        />
      </header>
      {step.item ? <ItemStrip run={run} step={step} onChoose={onChoose} /> : null}
      <Tabs
        key={step.id}
        label={`About ${step.name}`}
        className="min-h-0 flex-1"
        defaultValue={step.items ? 'items' : hasLog && step.status === 'running' ? 'log' : 'result'}
        tabs={[
          ...(step.items
            ? [
                {
                  value: 'items' as const,
                  label: 'Items',
                  count: step.items.count,
                  panel: <ItemsPanel run={run} step={step} onChoose={onChoose} />,
                },
              ]
            : []),
          { value: 'result', label: 'Result', panel: <StepResult run={run} step={step} /> },
          {
            value: 'input',
            label: 'Input',
            panel: (
              <div className="p-4">
                {step.input === undefined || step.input === null ? (
                  <Quiet>Its input is made when its turn comes.</Quiet>
                ) : (
                  <ValueView runId={run.id} value={step.input} />
                )}
              </div>
            ),
          },
          ...(hasLog
            ? [{ value: 'log' as const, label: 'Log', panel: <StepLogView runId={run.id} step={step} /> }]
            : []),
        ]}
      />
    </article>
  );
}
