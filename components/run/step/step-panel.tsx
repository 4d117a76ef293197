'use client';
import { Stamp, X } from 'lucide-react';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { StatusPill } from '#components/ui/status-pill.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { Duration, Time } from '#components/ui/time.tsx';
import type { RunStepView, RunView } from '#lib/contracts/run.ts';
import { ArtifactList } from '../artifact-list.tsx';
import { PanelSection } from '../panel-section.tsx';
import { SealLine } from '../seal-line.tsx';
import { ChildRun } from './child-run.tsx';
import { StepLogView } from './step-log-view.tsx';
import { ValueView } from './value-view.tsx';

/** Everything about one step of the run. */
export function StepPanel({ run, step, onClose }: { run: RunView; step: RunStepView; onClose: () => void }) {
  const hasLog = step.kind === 'shell' && step.attempt > 0;
  return (
    <article aria-label={step.name} className="flex h-full min-h-0 flex-col">
      <header className="flex items-start gap-3 border-line border-b px-4 py-3">
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold text-base">{step.name}</h2>
          <p className="fact flex items-center gap-2 text-faint text-xs">
            {step.id} · {step.kind}
          </p>
        </div>
        <StatusPill step={step.status} waitingFor={step.waitingFor?.reason} />
        <IconButton
          label="Close the step"
          icon={<X />}
          size="sm"
          variant="ghost"
          onClick={onClose}
          className="max-md:hidden"
        />
      </header>
      <Tabs
        key={step.id}
        label={`About ${step.name}`}
        className="min-h-0 flex-1"
        defaultValue={hasLog && step.status === 'running' ? 'log' : 'result'}
        tabs={[
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

function StepResult({ run, step }: { run: RunView; step: RunStepView }) {
  return (
    <div className="flex flex-col gap-5 p-4">
      {step.waitingFor && (!step.child || step.waitingFor.until) ? (
        <Notice
          tone="warning"
          title={step.waitingFor.text}
          action={
            step.gate ? (
              <ButtonLink href={`/approvals/${step.gate}`} size="sm" variant="seal" icon={<Stamp />}>
                Decide
              </ButtonLink>
            ) : undefined
          }
        >
          {step.waitingFor.until ? (
            <>
              Until <Time at={step.waitingFor.until} />
            </>
          ) : null}
        </Notice>
      ) : null}
      {step.error ? (
        <Notice
          tone="danger"
          title={step.error.place ? `${step.error.place}: ${step.error.message}` : step.error.message}
        >
          {step.error.fix}
        </Notice>
      ) : null}
      {step.child ? <ChildRun child={step.child} /> : null}
      {step.warning ? <Notice tone="warning" title={step.warning} /> : null}
      {step.reason && !step.error ? <Quiet>{sentence(step.reason)}</Quiet> : null}
      {step.seals.length > 0 ? (
        <PanelSection title="Signed">
          <ul className="flex flex-col gap-3">
            {step.seals.map((seal) => (
              <li key={seal.gate}>
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

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-faint">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

const Quiet = ({ children }: { children: React.ReactNode }) => <p className="text-muted text-sm">{children}</p>;
const sentence = (reason: string) =>
  `${reason.charAt(0).toUpperCase()}${reason.slice(1)}${/[.!?]$/.test(reason) ? '' : '.'}`;
