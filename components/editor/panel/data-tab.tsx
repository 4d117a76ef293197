'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { ValueView } from '#components/run/step/value-view.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { StatusPill } from '#components/ui/status-pill.tsx';
import { Duration } from '#components/ui/time.tsx';
import { type LastRun, useLastRun } from '#lib/client/runs/use-last-values.ts';
import { noValues } from '#lib/domain/expression/sight.ts';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';
import { RunPicker } from './run-picker.tsx';
import { StepTrial } from './step-trial.tsx';

/** What the step read and gave in a run, and trying it alone. */
export default function DataTab({ id }: { id: string }) {
  const { workflow } = useEditorTools();
  const chosen = useEditor((state) => state.run);
  const last = useLastRun(workflow, chosen);
  if (last.isPending) return <SkeletonRows rows={6} label="Reading the last run" />;
  return (
    <div className="flex flex-col gap-5">
      {last.error ? (
        <Notice tone="warning" title="The last run could not be read">
          {last.error.message} <RunPicker />
        </Notice>
      ) : null}
      <StepTrial id={id} last={last.data?.values ?? noValues} />
      <hr className="border-line" />
      {last.data ? <InRun last={last.data} id={id} /> : null}
      {last.data === null ? <p className="text-muted">This workflow has not run yet.</p> : null}
    </div>
  );
}

function InRun({ last: { run }, id }: { last: LastRun; id: string }) {
  const step = run.steps.find((each) => each.id === id);
  return (
    <section aria-label="In a run" className="flex flex-col gap-3">
      <h3 className="flex items-center gap-2 font-medium">
        <span className="-mr-1">In</span>
        <RunPicker />
        {step ? <StatusPill step={step.status} quiet /> : null}
        {step?.startedAt ? (
          <Duration from={step.startedAt} to={step.finishedAt} className="text-muted text-xs" />
        ) : null}
        <Link
          href={`/runs/${run.id}?step=${encodeURIComponent(id)}`}
          className="ml-auto font-normal text-accent text-sm hover:underline"
        >
          Open
        </Link>
      </h3>
      {step ? (
        <>
          <Value title="It read">
            {step.input === undefined || step.input === null ? null : <ValueView runId={run.id} value={step.input} />}
          </Value>
          <Value title="It gave">
            {step.output === undefined || step.output === null ? null : (
              <ValueView runId={run.id} value={step.output} />
            )}
          </Value>
          {step.error ? <Notice tone="danger" title={step.error.message} /> : null}
        </>
      ) : (
        <p className="text-muted">That run did not have this step.</p>
      )}
    </section>
  );
}

function Value({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <h4 className="text-muted text-xs">{title}</h4>
      {children ? (
        <div className="max-h-72 overflow-auto">{children}</div>
      ) : (
        <p className="text-faint text-sm">Nothing.</p>
      )}
    </div>
  );
}
