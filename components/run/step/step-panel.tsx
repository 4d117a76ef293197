'use client';
import { Stamp, X } from 'lucide-react';
import Link from 'next/link';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { StatusPill } from '#components/ui/status-pill.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { Duration, Time } from '#components/ui/time.tsx';
import { useRunStep } from '#lib/client/runs/use-items.ts';
import type { RunStepView, RunView } from '#lib/contracts/run.ts';
import { ArtifactList } from '../artifact-list.tsx';
import { StepControls } from '../control/step-controls.tsx';
import { ItemStrip } from '../items/item-strip.tsx';
import { ItemsPanel } from '../items/items-panel.tsx';
import { PanelSection } from '../panel-section.tsx';
import { SealLine } from '../seal-line.tsx';
import { WaitUntil } from '../wait-until.tsx';
import { AttemptList } from './attempt-list.tsx';
import { ChildRun } from './child-run.tsx';
import { originOf } from './origin.ts';
import { StepLogView } from './step-log-view.tsx';
import { ValueView } from './value-view.tsx';

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
  const hasLog = step.kind === 'shell' && step.attempt > 0;
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
          {step.waitingFor.until ? <WaitUntil at={step.waitingFor.until} alone /> : null}
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

const Quiet = ({ children }: { children: React.ReactNode }) => <p className="text-muted text-sm">{children}</p>;
const sentence = (reason: string) =>
  `${reason.charAt(0).toUpperCase()}${reason.slice(1)}${/[.!?]$/.test(reason) ? '' : '.'}`;
