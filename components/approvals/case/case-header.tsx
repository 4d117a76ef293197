import { ExternalLink } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Prose } from '#components/ui/prose.tsx';
import { Time } from '#components/ui/time.tsx';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import type { GatePlacement } from '#lib/domain/gate/spec.ts';

const about = {
  before: 'before it runs',
  after: 'before its result goes on',
  onFailure: 'because it failed',
  alone: 'before the run goes on',
} as const satisfies Record<GatePlacement, string>;

/** The question, and in one sentence who asks it, about what, since when. `children`: what can be done with it besides deciding. */
export function CaseHeader({ approval, children }: { approval: ApprovalView; children: ReactNode }) {
  const { startedBy, stepName, placement, workflowName, runNumber } = approval;
  return (
    <header className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h2 className="min-w-0 flex-1 basis-72 text-balance font-semibold text-xl">{approval.title}</h2>
        {children}
      </div>
      <p className="max-w-prose text-pretty text-base text-muted">
        <Link
          href={`/runs/${approval.runId}?step=${encodeURIComponent(approval.step)}`}
          className="font-medium text-ink hover:underline"
        >
          <bdi>{workflowName}</bdi> <span className="fact">#{runNumber}</span>{' '}
          <ExternalLink className="inline size-3.5 align-[-2px]" aria-label="(the run)" />
        </Link>
        , started by <bdi>{startedBy.name}</bdi>, asks about <bdi className="font-medium text-ink">{stepName}</bdi>{' '}
        {about[placement]}. Open since <Time at={approval.openedAt} />.
      </p>
      {approval.description ? <Prose text={approval.description} className="max-w-prose" /> : null}
    </header>
  );
}
