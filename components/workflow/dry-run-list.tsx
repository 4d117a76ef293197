'use client';
import { Badge } from '#components/ui/badge.tsx';
import { JsonTree } from '#components/ui/json-tree.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { durationText } from '#components/ui/relative-time.ts';
import type { DryRunView, DryStepView } from '#lib/contracts/dry-run.ts';

const looks = {
  run: { tone: 'accent', label: 'runs' },
  ask: { tone: 'seal', label: 'asks' },
  skip: { tone: 'outline', label: 'is skipped' },
  unknown: { tone: 'neutral', label: 'open' },
} as const;

/** What a run would do, step by step, in the order in which they could run. */
export function DryRunList({ result }: { result: DryRunView }) {
  const { steps, plan, findings } = result;
  const fails = steps.filter((step) => step.fails);
  const warnings = findings.filter(({ severity }) => severity !== 'info');
  const asked = steps.filter(({ would, gates }) => would !== 'skip' && gates.length > 0).length;
  return (
    <section aria-label="What would happen" className="flex flex-col gap-3">
      <p className="text-muted text-sm">
        Nothing was started. {counted(steps.filter(({ would }) => would === 'run').length, 'step')} would run
        {asked > 0 ? `, people would be asked up to ${counted(asked, 'time')}` : ''}
        {plan.expectedMs === null ? '' : `, in about ${durationText(plan.expectedMs)}; waiting for people comes on top`}
        .
      </p>
      {fails.length > 0 ? (
        <Notice tone="danger" title="It would fail">
          {fails.map(({ name, why }) => `${name}: ${why}`).join(' ')}
        </Notice>
      ) : null}
      {warnings.length > 0 ? (
        <Notice tone="warning">
          {warnings
            .slice(0, 5)
            .map(({ message }) => message)
            .join(' ')}
        </Notice>
      ) : null}
      <ol className="flex flex-col divide-y divide-line rounded-md border bg-surface">
        {steps.map((step) => (
          <Step key={step.id} step={step} />
        ))}
      </ol>
    </section>
  );
}

function Step({ step }: { step: DryStepView }) {
  const look = step.fails ? ({ tone: 'danger', label: 'fails' } as const) : looks[step.would];
  return (
    <li className="px-3 py-2">
      <details className="group">
        <summary className="flex cursor-pointer list-none items-baseline gap-2 rounded-sm">
          <Badge tone={look.tone}>{look.label}</Badge>
          <span className="min-w-0 truncate font-medium">{step.name}</span>
          <span className="text-faint text-xs">{step.kind}</span>
          <span className="ml-auto text-accent text-xs group-open:hidden">show</span>
        </summary>
        <div className="mt-2 flex flex-col gap-2 text-sm">
          {step.when ? <p className="fact text-xs">when {step.when}</p> : null}
          {step.params === null ? (
            <p className="text-muted">Nothing is rendered.</p>
          ) : (
            <JsonTree value={step.params} open={2} />
          )}
          {step.output === undefined ? null : (
            <>
              <p className="text-muted text-xs">Gives</p>
              <JsonTree value={step.output} open={2} />
            </>
          )}
        </div>
      </details>
      {step.why ? <p className="mt-0.5 text-muted text-xs">{step.why}</p> : null}
      {step.gates.length > 0 || step.secrets.length > 0 ? (
        <p className="mt-1 flex flex-wrap gap-1">
          {step.gates.map((gate) => (
            <Badge key={gate.placement} tone="seal">
              {gate.title}
            </Badge>
          ))}
          {step.secrets.map((name) => (
            <Badge key={name} tone="outline">
              ••• {name}
            </Badge>
          ))}
        </p>
      ) : null}
    </li>
  );
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
