'use client';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FailedRead } from '#components/ui/failed-read.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { useApproval } from '#lib/client/approvals/use-approvals.ts';
import { Case } from './case.tsx';

/** One gate, as soon as it is read. */
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
        <FailedRead
          error={approval.error}
          title="The approval could not be read"
          onAgain={() => void approval.refetch()}
        />
      </div>
    );
  }
  if (!approval.data) return <SkeletonRows rows={6} label="Reading the approval" className="p-6" />;
  return <Case approval={approval.data} onDone={onDone} onBack={onBack} />;
}
