'use client';
import { Notice } from '#components/ui/notice.tsx';
import { StatusIcon } from '#components/ui/status-icon.tsx';
import { Time } from '#components/ui/time.tsx';
import type { RunView } from '#lib/contracts/run.ts';
import { waitReasons } from '#lib/domain/run/status.ts';
import { ArtifactList } from './artifact-list.tsx';
import { PanelSection } from './panel-section.tsx';
import { RunFacts } from './run-facts.tsx';
import { RunInput } from './run-input.tsx';
import { SealLine } from './seal-line.tsx';
import { ValueView } from './step/value-view.tsx';
import { WaitUntil } from './wait-until.tsx';

/** What is worth knowing when no step is chosen: what it waits for, who signed, results, artifacts. */
export function RunOverview({ run, onChoose }: { run: RunView; onChoose: (step: string) => void }) {
  const seals = run.steps.flatMap((step) => step.seals.map((seal) => ({ seal, name: step.name })));
  const artifacts = run.steps.flatMap((step) => step.artifacts);
  return (
    <div className="flex flex-col gap-5 p-4">
      {run.error ? (
        <Notice tone="danger" title={run.reason ?? 'The run failed'}>
          {run.error.message}
          {run.error.fix ? <span className="block text-muted">{run.error.fix}</span> : null}
        </Notice>
      ) : null}
      {run.waitingFor.length > 0 ? (
        <PanelSection title="Waits for">
          <ul className="flex flex-col gap-1">
            {run.waitingFor.map((wait) => (
              <li key={`${wait.step}${wait.gate}${wait.reason}`}>
                <button
                  type="button"
                  disabled={!wait.step}
                  onClick={() => wait.step && onChoose(wait.step)}
                  className="flex w-full items-start gap-2 rounded-md px-2 py-1.5 text-left hover:bg-hover"
                >
                  <StatusIcon
                    icon={waitReasons[wait.reason].icon}
                    tone={waitReasons[wait.reason].tone}
                    className="mt-0.5 size-4"
                  />
                  <span className="text-sm">
                    {wait.until ? wait.text.replace(/\.$/, '') : wait.text}
                    {wait.until ? (
                      <span className="text-muted">
                        {' '}
                        <WaitUntil at={wait.until} />.
                      </span>
                    ) : null}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </PanelSection>
      ) : null}
      {run.signals.length > 0 ? (
        <PanelSection title="Signals that no step has taken yet">
          <ul className="flex flex-col gap-1 text-sm">
            {run.signals.map((signal) => (
              <li key={signal.id} className="flex items-baseline gap-2">
                <span className="fact min-w-0 truncate">{signal.name}</span>
                <span className="text-muted text-xs">
                  from {signal.by.name}, <Time at={signal.at} />
                </span>
              </li>
            ))}
          </ul>
        </PanelSection>
      ) : null}
      {seals.length > 0 ? (
        <PanelSection title="Signed">
          <ul className="flex flex-col gap-3">
            {seals.map(({ seal, name }) => (
              <li key={`${seal.gate}${seal.by.id}${seal.at}`}>
                <SealLine seal={seal} of={name} onChoose={() => onChoose(seal.step)} />
              </li>
            ))}
          </ul>
        </PanelSection>
      ) : null}
      {artifacts.length > 0 ? (
        <PanelSection title="Artifacts">
          <ArtifactList runId={run.id} artifacts={artifacts} />
        </PanelSection>
      ) : null}
      {run.outputs !== null && run.outputs !== undefined && hasKeys(run.outputs) ? (
        <PanelSection title="Outputs">
          <ValueView runId={run.id} value={run.outputs} />
        </PanelSection>
      ) : null}
      <PanelSection title="Input">
        <RunInput run={run} />
      </PanelSection>
      <RunFacts run={run} />
    </div>
  );
}

const hasKeys = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length > 0;
