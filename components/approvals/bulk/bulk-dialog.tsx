'use client';
import { useMemo, useState } from 'react';
import { BulkFrame } from '#components/bulk/bulk-frame.tsx';
import { Progress } from '#components/bulk/bulk-progress.tsx';
import { BulkResults, type ResultRow } from '#components/bulk/bulk-results.tsx';
import { Button } from '#components/ui/button.tsx';
import { FailedRead } from '#components/ui/failed-read.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import type { BulkDecision, BulkResult } from '#lib/client/approvals/send-in-chunks.ts';
import { useBulk, useBulkPreview } from '#lib/client/approvals/use-bulk.ts';
import type { ApprovalSummary, BulkPreview } from '#lib/contracts/approval.ts';
import { gateActions } from '#lib/domain/gate/spec.ts';
import { proofError } from '../decide/proof-error.ts';
import { Refusal } from '../decide/refusal.tsx';
import { type BulkDraft, BulkForm } from './bulk-form.tsx';
import { sendManyWords } from './choices.ts';
import { ProveRest } from './prove-rest.tsx';

/** Many cases, one decision: look at what differs, decide, watch it being done, read every result. */
export function BulkDialog({
  picked: given,
  onClose,
}: {
  picked: readonly ApprovalSummary[];
  /** `done`: something was decided, the selection has served. */
  onClose: (done: boolean) => void;
}) {
  // What was selected when it opened; the list behind goes on moving.
  const [picked] = useState(given);
  const ids = useMemo(() => picked.map(({ id }) => id), [picked]);
  const preview = useBulkPreview(ids);
  const { progress, refusal, begin, goOn, stop } = useBulk();
  const [draft, setDraft] = useState<BulkDraft>({ chosen: null, comment: '', proof: '', by: null });
  const [renewed, setRenewed] = useState(false);
  const { chosen } = draft;
  const groups = preview.data?.groups ?? [];
  const count = groups.reduce((sum, group) => sum + group.gates.length, 0);
  const letsThrough = chosen !== null && gateActions[chosen.action].letsThrough;
  const incomplete =
    !chosen ||
    count === 0 ||
    (!draft.comment.trim() && groups.some((group) => group.commentRequired.includes(chosen.action))) ||
    (letsThrough && groups.some((group) => group.stepUp) && !draft.proof);
  const decided = progress.results.filter(({ ok }) => ok).length;
  const refused = progress.results.length - decided;
  const unproven = refusal ? proofError(refusal) : undefined;
  return (
    <BulkFrame
      title={`Decide ${picked.length === 1 ? '1 case' : `${picked.length} cases`} at once`}
      sent={progress}
      onStop={stop}
      onClose={onClose}
      action={
        <Button
          variant={chosen?.action === 'cancel' ? 'danger' : 'seal'}
          disabled={incomplete}
          onClick={() => preview.data && void begin(decisionsOf(preview.data, draft), proofOf(draft))}
        >
          {chosen ? sendManyWords(chosen, count) : 'Choose a decision'}
        </Button>
      }
      progress={
        <>
          <Progress
            seal
            progress={progress}
            refusal={refusal}
            words={`${decided} decided${refused > 0 ? `, ${refused} refused` : ''}`}
            onGoOn={() => void goOn()}
            instead={
              unproven && draft.by ? (
                <ProveRest
                  by={draft.by}
                  left={progress.total - progress.results.length}
                  // The first code was right, and is spent.
                  error={renewed || draft.by !== 'code' ? unproven : undefined}
                  onProof={(proof) => {
                    setRenewed(true);
                    void goOn(proofOf({ by: draft.by, proof }));
                  }}
                />
              ) : null
            }
          />
          <BulkResults what="Case" rows={rowsOf(progress.results, picked)} onLeave={() => onClose(true)} />
        </>
      }
      refused={refusal && !unproven ? <Refusal error={refusal} /> : null}
    >
      {preview.error ? (
        <FailedRead
          error={preview.error}
          title="The cases could not be compared"
          onAgain={() => void preview.refetch()}
        />
      ) : preview.data ? (
        <BulkForm
          preview={preview.data}
          draft={draft}
          proofError={unproven}
          onDraft={(change) => setDraft((before) => ({ ...before, ...change }))}
        />
      ) : (
        <SkeletonRows rows={5} label="Reading what differs" />
      )}
    </BulkFrame>
  );
}

function rowsOf(results: readonly BulkResult[], picked: readonly ApprovalSummary[]): ResultRow[] {
  const cases = new Map(picked.map((item) => [item.id, item]));
  return results.map((result) => {
    const item = cases.get(result.id);
    return {
      ...result,
      href: `/approvals/${encodeURIComponent(result.id)}`,
      name: item?.title ?? result.id,
      about: item ? (
        <>
          {item.workflowName} <span className="fact">#{item.runNumber}</span>
        </>
      ) : null,
      done: 'decided',
    };
  });
}

/** Each is decided by the digest under which it was compared: what changed since is refused, not signed unseen. */
function decisionsOf({ groups }: BulkPreview, { chosen, comment }: BulkDraft): BulkDecision[] {
  if (!chosen) return [];
  return groups
    .flatMap((group) => group.gates)
    .map(({ id, digest }) => ({
      id,
      digest,
      action: chosen.action,
      ...(chosen.outcome && { outcome: chosen.outcome }),
      ...(comment.trim() && { comment: comment.trim() }),
    }));
}

const proofOf = ({ by, proof }: Pick<BulkDraft, 'by' | 'proof'>) => (by && proof ? { [by]: proof } : undefined);
