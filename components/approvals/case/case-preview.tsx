'use client';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import type { StepState } from '#components/canvas/step-facts.tsx';
import { useRun } from '#lib/client/runs/use-run.ts';
import { useStepKinds } from '#lib/client/workflows/use-step-kinds.ts';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import type { Layout } from '#lib/domain/workflow/spec.ts';
import { type Choice, choiceOf } from '../decide/choice.ts';

const WorkflowCanvas = dynamic(
  () => import('#components/canvas/workflow-canvas.tsx').then((file) => file.WorkflowCanvas),
  { ssr: false },
);

/** What happens next under the choice: the run's graph with the steps that would run, be skipped or be cancelled. */
export function CasePreview({ approval, choice }: { approval: ApprovalView; choice: Choice | null }) {
  const run = useRun(approval.runId);
  const { kinds } = useStepKinds();
  const first = approval.actions[0];
  const shown = choice ?? (first ? choiceOf(first) : null);
  const preview = approval.preview.find(
    (one) => one.action === shown?.action && one.outcome === (shown?.outcome ?? null),
  );
  const label = approval.actions.find(
    (one) => one.action === shown?.action && (one.outcome ?? null) === (shown?.outcome ?? null),
  )?.label;
  const spec = run.data?.spec;
  const statuses = useMemo(() => {
    const states: Record<string, StepState> = {};
    for (const step of run.data?.steps ?? [])
      states[step.id] = { status: step.status, waitingFor: step.waitingFor?.reason };
    for (const id of preview?.runs ?? []) states[id] = { status: 'ready' };
    for (const id of preview?.skipped ?? []) states[id] = { status: 'skipped' };
    for (const id of preview?.cancelled ?? []) states[id] = { status: 'cancelled' };
    return states;
  }, [run.data, preview]);
  if (!preview) return null;
  return (
    <section aria-label="What happens next">
      <h3 className="mb-2 font-medium text-muted text-xs">If you choose {label}</h3>
      <p className="mb-2 text-base" aria-live="polite">
        {preview.text}
      </p>
      {spec ? (
        <div className="h-56 overflow-hidden rounded-lg border border-line">
          <WorkflowCanvas
            spec={spec}
            layout={run.data?.layout as Layout | null}
            kinds={kinds}
            statuses={statuses}
            selected={approval.step}
            label={`What follows ${label ?? 'the choice'}`}
          />
        </div>
      ) : null}
    </section>
  );
}
