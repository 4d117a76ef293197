'use client';
import { Eye, EyeOff, UserRoundPen } from 'lucide-react';
import { useState } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useClaim } from '#lib/client/approvals/use-approvals.ts';
import { useMay, useViewer } from '#lib/client/viewer.tsx';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { ReassignDialog } from './reassign-dialog.tsx';

/** What can be done with an open case besides deciding it: say that one looks at it, let others decide, pass its address on. */
export function CaseActions({ approval }: { approval: ApprovalView }) {
  const me = useViewer().member.id;
  const mayAssign = useMay('gate.assign');
  const claim = useClaim(approval.id);
  const [assigning, setAssigning] = useState(false);
  const { claimedBy, mine, closed } = approval;
  const isMine = claimedBy?.id === me;
  const set = (claimed: boolean) =>
    claim.mutate(claimed, { onError: (error) => toast.failed(error, claimed ? 'Claim' : 'Giving it back') });
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-1.5">
      {claimedBy && !isMine ? (
        <span className="inline-flex items-center gap-1.5 text-muted text-sm">
          <Avatar name={claimedBy.name} size="xs" />
          {claimedBy.name} is looking at it
        </span>
      ) : null}
      {!closed && (mine.may || mine.mayStop) && (!claimedBy || isMine) ? (
        <Button
          size="sm"
          icon={isMine ? <EyeOff /> : <Eye />}
          busy={claim.isPending}
          title={
            isMine ? 'Take back that you look at it' : 'Tell the others that you look at it. They can still decide.'
          }
          onClick={() => set(!isMine)}
        >
          {isMine ? 'Give it back' : 'I look at it'}
        </Button>
      ) : null}
      {!closed && mayAssign ? (
        <Button size="sm" icon={<UserRoundPen />} onClick={() => setAssigning(true)}>
          Reassign…
        </Button>
      ) : null}
      <CopyButton
        text={typeof window === 'undefined' ? '' : `${window.location.origin}/approvals/${approval.id}`}
        label="Copy the link to this case"
      />
      {assigning ? <ReassignDialog approval={approval} onClose={() => setAssigning(false)} /> : null}
    </div>
  );
}
