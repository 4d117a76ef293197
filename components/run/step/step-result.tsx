'use client';
import { Stamp } from 'lucide-react';
import Link from 'next/link';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Duration, Time } from '#components/ui/time.tsx';
import { useMoment } from '#lib/client/runs/moment.tsx';
import { useRunStep } from '#lib/client/runs/use-items.ts';
import type { RunView } from '#lib/contracts/run.ts';
import type { RunStepView } from '#lib/contracts/run-step.ts';
import { ArtifactList } from '../artifact-list.tsx';
import { StepControls } from '../control/step-controls.tsx';
import { PanelSection } from '../panel-section.tsx';
import { SealLine } from '../seal-line.tsx';
import { WaitUntil } from '../wait-until.tsx';
import { AttemptList } from './attempt-list.tsx';
import { ChildRun } from './child-run.tsx';
import { OpenGate } from './open-gate.tsx';
import { Quiet } from './quiet.tsx';
import { ValueView } from './value-view.tsx';

/** How it stands or ended: what it waits for, its error, who signed, its output, its attempts. */
export function StepResult({ run, step }: { run: RunView; step: RunStepView }) {
  const past = useMoment() !== null;
  return (
    <div className="flex flex-col gap-5 p-4">
      {step.waitingFor && (!step.child || step.waitingFor.until) ? (
        <Notice
          tone="warning"
          title={step.waitingFor.text}
          action={
            step.gate && !past ? (
              <ButtonLink href={`/approvals/${step.gate}`} size="sm" variant="seal" icon={<Stamp />}>
                Decide
              </ButtonLink>
            ) : undefined
          }
        >
          {step.waitingFor.until ? <WaitUntil at={step.waitingFor.until} alone /> : null}
        </Notice>
      ) : null}
      {step.gate && !past ? <OpenGate id={step.gate} /> : null}
      {step.error ? (
        <Notice
          tone="danger"
          title={step.error.place ? `${step.error.place}: ${step.error.message}` : step.error.message}
        >
          {step.error.fix}
        </Notice>
      ) : null}
      <StepControls runId={run.id} step={step} />
      {step.child ? <ChildRun child={step.child} /> : null}
      {step.warning ? <Notice tone="warning" title={step.warning} /> : null}
      {step.reason && !step.error ? <Quiet>{sentence(step.reason)}</Quiet> : null}
      {step.cached ? (
        <Quiet>
          Not run: it has the result that run{' '}
          <Link href={`/runs/${step.cached.runId}`} className="text-accent hover:underline">
            #{step.cached.number}
          </Link>{' '}
          kept <Time at={step.cached.at} />.
        </Quiet>
      ) : null}
      {step.reused ? <Quiet>Not run again: it has its result from the run that this one repeats.</Quiet> : null}
      {step.seals.length > 0 ? (
        <PanelSection title="Signed">
          <ul className="flex flex-col gap-3">
            {step.seals.map((seal) => (
              <li key={`${seal.gate}${seal.by.id}${seal.at}`}>
                <SealLine seal={seal} />
              </li>
            ))}
          </ul>
        </PanelSection>
      ) : null}
      {step.output !== undefined && step.output !== null ? (
        <PanelSection title={step.outcome ? `Output · chose ${step.outcome}` : 'Output'}>
          <ValueView runId={run.id} value={step.output} />
        </PanelSection>
      ) : null}
      {step.artifacts.length > 0 ? (
        <PanelSection title="Artifacts">
          <ArtifactList runId={run.id} artifacts={step.artifacts} />
        </PanelSection>
      ) : null}
      {step.attempt > 1 ? <Attempts run={run.id} step={step.id} /> : null}
      {step.attempt > 0 ? (
        <dl className="grid grid-cols-[8rem_1fr] gap-x-3 gap-y-1.5 border-line border-t pt-4 text-sm">
          <Fact name="Attempt">{step.attempt}</Fact>
          {step.startedAt ? (
            <Fact name="Started">
              <Time at={step.startedAt} exact />
            </Fact>
          ) : null}
          {step.startedAt ? (
            <Fact name="Took">
              <Duration from={step.startedAt} to={step.finishedAt} />
            </Fact>
          ) : null}
          {step.key ? (
            <Fact name="Idempotency key">
              <span className="flex items-center gap-1">
                <span className="fact truncate text-xs">{step.key}</span>
                <CopyButton text={step.key} label="Copy the idempotency key" />
              </span>
            </Fact>
          ) : null}
        </dl>
      ) : null}
    </div>
  );
}

/** The list of attempts is read apart: a run of many steps would carry too much. */
function Attempts({ run, step }: { run: string; step: string }) {
  const { data } = useRunStep(run, step);
  return data && data.attempts.length > 1 ? <AttemptList attempts={data.attempts} /> : null;
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-faint">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

const sentence = (reason: string) =>
  `${reason.charAt(0).toUpperCase()}${reason.slice(1)}${/[.!?]$/.test(reason) ? '' : '.'}`;
