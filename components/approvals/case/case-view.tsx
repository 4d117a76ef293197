'use client';
import { ArrowLeft } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { ChangeList } from '#components/ui/change-list.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { useApproval } from '#lib/client/approvals/use-approvals.ts';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { diffJson } from '#lib/domain/workflow/diff.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { Choice } from '../decide/choice.ts';
import { DecisionBar } from '../decide/decision-bar.tsx';
import { CaseContext } from './case-context.tsx';
import { CaseHeader } from './case-header.tsx';
import { CasePayload } from './case-payload.tsx';
import { CasePreview } from './case-preview.tsx';
import { CaseThread } from './case-thread.tsx';

/** One gate: what is asked, what it is about, what follows from each choice, and the decision itself. */
export function CaseView({ id, onDone, onBack }: { id: string; onDone: () => void; onBack: (() => void) | null }) {
  const approval = useApproval(id);
  if (approval.error && !approval.data) {
    if (approval.error instanceof ApiError && approval.error.status === 404) {
      return (
        <EmptyState
          title="There is no such approval here"
          action={<ButtonLink href="/approvals">All approvals</ButtonLink>}
        >
          It may belong to another workspace, or the address may be cut off.
        </EmptyState>
      );
    }
    return (
      <div className="p-6">
        <Notice
          tone="danger"
          title="The approval could not be read"
          action={<Button onClick={() => approval.refetch()}>Try again</Button>}
        >
          {approval.error.message}
        </Notice>
      </div>
    );
  }
  if (!approval.data) return <SkeletonRows rows={6} label="Reading the approval" className="p-6" />;
  return <Case approval={approval.data} onDone={onDone} onBack={onBack} />;
}

function Case({
  approval,
  onDone,
  onBack,
}: {
  approval: ApprovalView;
  onDone: () => void;
  onBack: (() => void) | null;
}) {
  const [choice, setChoice] = useState<Choice | null>(null);
  const [edited, setEdited] = useState<Json | undefined>(undefined);
  const { changed, acknowledge, digest } = useChangedSince(approval);
  const editing = choice?.action === 'modify';
  const payload = approval.payload as Json;
  return (
    <div className="flex min-h-full flex-col">
      <div className="mx-auto flex w-full max-w-4xl flex-1 flex-col gap-6 px-4 pt-5 pb-8 sm:px-6">
        {onBack ? (
          <Button variant="ghost" size="sm" icon={<ArrowLeft />} onClick={onBack} className="self-start">
            All approvals
          </Button>
        ) : null}
        <CaseHeader approval={approval} />
        {changed ? (
          <Notice
            tone="warning"
            title="This changed since you looked at it"
            action={
              <Button size="sm" onClick={acknowledge}>
                I have seen it
              </Button>
            }
          >
            What you sign is what you see now.
            <div className="mt-3">
              <ChangeList changes={changed} />
            </div>
          </Notice>
        ) : null}
        <CasePayload approval={approval} editing={editing} edited={edited ?? payload} onEdit={setEdited} />
        {approval.closed ? null : <CasePreview approval={approval} choice={choice} />}
        <CaseContext approval={approval} />
        <CaseThread approval={approval} />
      </div>
      {approval.closed ? null : (
        <DecisionBar
          approval={approval}
          digest={digest}
          choice={choice}
          onChoice={(next) => {
            setChoice(next);
            if (next?.action === 'modify') setEdited((before) => before ?? payload);
          }}
          edited={edited}
          onDone={() => {
            setChoice(null);
            setEdited(undefined);
            onDone();
          }}
        />
      )}
    </div>
  );
}

/** What this person has seen (its digest is what they sign), and what differs from it now, until they acknowledge that. */
function useChangedSince(approval: ApprovalView) {
  const [seen, setSeen] = useState({ digest: approval.digest, payload: approval.payload as Json });
  const acknowledge = () => setSeen({ digest: approval.digest, payload: approval.payload as Json });
  useEffect(() => {
    if (approval.closed) setSeen({ digest: approval.digest, payload: approval.payload as Json });
  }, [approval]);
  const changed = useMemo(
    () => (seen.digest === approval.digest ? null : diffJson(seen.payload, approval.payload as Json)),
    [seen, approval],
  );
  return { changed, acknowledge, digest: seen.digest };
}
