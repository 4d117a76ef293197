'use client';
import Link from 'next/link';
import { StepLogView } from '#components/run/step/step-log-view.tsx';
import { ValueView } from '#components/run/step/value-view.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { StatusPill } from '#components/ui/status-pill.tsx';
import { Duration } from '#components/ui/time.tsx';
import { useFreshReads, useRun } from '#lib/client/runs/use-run.ts';

/** How a step that is tried alone gets on: status and time, what it gave or why it failed, what it wrote. */
export function TrialResult({ id, number, step: name }: { id: string; number: number; step: string }) {
  const { data: run, error } = useRun(id);
  useFreshReads(id);
  const step = run?.steps.find((each) => each.id === name);
  if (error) return <Notice tone="danger" title={error.message} />;
  if (!run || !step) return <SkeletonRows rows={3} label="The step begins" />;
  return (
    <div className="flex flex-col gap-3 rounded-md border p-3" aria-live="polite">
      <div className="flex items-center gap-2">
        <StatusPill step={step.status} />
        {step.startedAt ? <Duration from={step.startedAt} to={step.finishedAt} className="text-muted text-xs" /> : null}
        <Link href={`/runs/${id}`} className="ml-auto text-accent text-sm hover:underline">
          Run #{number}
        </Link>
      </div>
      {step.error ? (
        <Notice tone="danger" title={step.error.message}>
          {step.error.fix}
        </Notice>
      ) : null}
      {step.output === undefined || step.output === null ? null : (
        <div className="max-h-80 overflow-auto">
          <ValueView runId={id} value={step.output} />
        </div>
      )}
      {step.kind === 'shell' && step.startedAt ? (
        <div className="h-64 min-h-0">
          <StepLogView runId={id} step={step} />
        </div>
      ) : null}
      {run.status === 'failed' && !step.error && run.error ? <Notice tone="danger" title={run.error.message} /> : null}
    </div>
  );
}
