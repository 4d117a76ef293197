import { ExternalLink } from 'lucide-react';
import Link from 'next/link';
import { Notice } from '#components/ui/notice.tsx';
import { Prose } from '#components/ui/prose.tsx';
import { Seal } from '#components/ui/seal.tsx';
import { Time } from '#components/ui/time.tsx';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import type { GatePlacement } from '#lib/domain/gate/spec.ts';

const about = {
  before: 'before it runs',
  after: 'before its result goes on',
  onFailure: 'because it failed',
  alone: 'before the run goes on',
} as const satisfies Record<GatePlacement, string>;

/** The case as one sentence, who has signed, and until when. */
export function CaseHeader({ approval }: { approval: ApprovalView }) {
  const { startedBy, stepName, placement, workflowName, runNumber } = approval;
  return (
    <header className="flex flex-col gap-3">
      <h2 className="text-balance font-semibold text-xl">{approval.title}</h2>
      <p className="text-pretty text-base text-muted">
        <Link
          href={`/runs/${approval.runId}?step=${encodeURIComponent(approval.step)}`}
          className="font-medium text-ink hover:underline"
        >
          <bdi>{workflowName}</bdi> <span className="fact">#{runNumber}</span>{' '}
          <ExternalLink className="inline size-3.5 align-[-2px]" aria-label="(the run)" />
        </Link>
        , started by <bdi>{startedBy.name}</bdi>, asks about <bdi className="font-medium text-ink">{stepName}</bdi>{' '}
        {about[placement]}. Open since <Time at={approval.openedAt} />
        {approval.dueAt ? (
          <>
            , due <Time at={approval.dueAt} />
          </>
        ) : null}
        {approval.expiresAt ? (
          <>
            , closes by itself <Time at={approval.expiresAt} />
          </>
        ) : null}
        .
      </p>
      {approval.reason ? <Notice tone="warning" title={approval.reason} /> : null}
      {approval.description ? <Prose text={approval.description} /> : null}
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        {approval.votes
          .filter((vote) => !vote.void)
          .map((vote) => (
            <Seal
              key={`${vote.actor.id}${vote.at}`}
              name={vote.actor.name}
              action={vote.outcome ?? vote.action}
              at={vote.at}
              selfSigned={vote.selfSigned}
              fresh={Date.now() - Date.parse(vote.at) < 3000}
            />
          ))}
        {approval.closed ? null : <span className="text-muted text-sm">{approval.quorum.text}</span>}
      </div>
      {approval.closed && approval.closed.action === 'void' ? (
        <Notice title={`Withdrawn by ${approval.closed.by.name}: the question no longer stands.`} />
      ) : null}
      {approval.closed?.expired ? <Notice title="Nobody decided in time; the gate closed by itself." /> : null}
      {!approval.closed && !approval.mine.may ? (
        <Notice title="You cannot let this pass">{approval.mine.why}</Notice>
      ) : null}
      {approval.mine.signed ? <Notice title="You have signed this">Others still have to.</Notice> : null}
      {!approval.closed && approval.mine.may && approval.mine.selfSigned ? (
        <Notice tone="warning" title="Your decision will be marked as self-signed">
          You started this run or wrote this version. The workspace allows that, and says so on the seal and in the
          record.
        </Notice>
      ) : null}
    </header>
  );
}
