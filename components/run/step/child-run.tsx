'use client';
import { Stamp } from 'lucide-react';
import Link from 'next/link';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { StatusPill } from '#components/ui/status-pill.tsx';
import { useMoment } from '#lib/client/runs/moment.tsx';
import type { ChildRunView } from '#lib/contracts/run-step.ts';
import { PanelSection } from '../panel-section.tsx';

/** The run that a step started: the way there, and to what it asks people. */
export function ChildRun({ child }: { child: ChildRunView }) {
  const past = useMoment() !== null;
  const gate = past ? undefined : child.waitingFor.find(({ gate }) => gate !== undefined);
  return (
    <PanelSection title="Run">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
        {child.number === null ? (
          <span className="text-muted">{child.workflowName} is about to start.</span>
        ) : (
          <>
            <Link href={`/runs/${child.runId}`} className="min-w-0 truncate text-accent hover:underline">
              {child.workflowName} #{child.number}
            </Link>
            <StatusPill run={child.status} waitingFor={child.waitingFor[0]?.reason} />
          </>
        )}
        {gate ? (
          <ButtonLink href={`/approvals/${gate.gate}`} size="sm" variant="seal" icon={<Stamp />} className="ml-auto">
            Decide
          </ButtonLink>
        ) : null}
      </div>
      {gate ? <p className="mt-1.5 text-muted text-xs">{gate.text}</p> : null}
      {past && child.number !== null ? (
        <p className="mt-1.5 text-muted text-xs">
          This is how it stands now. How it was then is told by its own history: open it and go back there.
        </p>
      ) : null}
    </PanelSection>
  );
}
