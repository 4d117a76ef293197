import type { ReactNode } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import type { RerunPreview } from '#lib/contracts/rerun.ts';

const shownSteps = 8;
const placements: Record<string, string> = { before: 'before it runs', after: 'on its result', alone: 'on its own' };

/** What a rerun takes over, runs and asks. */
export function RerunSummary({ preview: { reused, runs, gates } }: { preview: RerunPreview }) {
  return (
    <div className="flex flex-col gap-4 rounded-md border bg-sunken p-3 text-sm" aria-live="polite">
      <Part title={`Taken over: ${counted(reused.length, 'step')}`} empty="Nothing; every step runs.">
        {reused.slice(0, shownSteps).map((step) => (
          <Row key={step.id} name={step.name}>
            {step.end === 'succeeded'
              ? 'its result'
              : step.end === 'waived'
                ? 'left out, as before'
                : 'not taken, as before'}
          </Row>
        ))}
        <More of={reused.length} />
      </Part>
      <Part title={`Run: ${counted(runs.length, 'step')}`} empty="Nothing.">
        {runs.slice(0, shownSteps).map((step) => (
          <Row key={step.id} name={step.name}>
            {step.why}
          </Row>
        ))}
        <More of={runs.length} />
      </Part>
      {gates.length > 0 ? (
        <Part title={`May ask: ${counted(gates.length, 'gate')}`} empty="">
          {gates.slice(0, shownSteps).map((gate) => (
            <Row key={`${gate.step} ${gate.placement}`} name={gate.title}>
              {gate.signedBy.length > 0 ? (
                <Badge tone="seal">signed by {gate.signedBy.join(', ')}; counts if nothing else is asked</Badge>
              ) : (
                `${gate.name}, ${placements[gate.placement] ?? gate.placement}`
              )}
            </Row>
          ))}
          <More of={gates.length} />
        </Part>
      ) : null}
    </div>
  );
}

function Part({ title, empty, children }: { title: string; empty: string; children: ReactNode[] }) {
  const some = Array.isArray(children[0]) && children[0].length > 0;
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="font-medium text-ink">{title}</h3>
      {some ? <ul className="flex flex-col gap-1">{children}</ul> : <p className="text-muted">{empty}</p>}
    </section>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4">
      <span className="min-w-0 truncate">{name}</span>
      <span className="text-muted text-xs">{children}</span>
    </li>
  );
}

const More = ({ of }: { of: number }) =>
  of > shownSteps ? <li className="text-faint text-xs">and {of - shownSteps} more</li> : null;

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
