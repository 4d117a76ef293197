'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { MultiCombobox } from '#components/ui/combobox.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { toast } from '#components/ui/toast.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { useReassign } from '#lib/client/approvals/use-approvals.ts';
import { useReviewers } from '#lib/client/workflows/use-reviewers.ts';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { roleMay } from '#lib/domain/access/permissions.ts';
import { policyOf } from './shown-policy.ts';

/** Lets a manager choose who decides a case from now on. What a policy of the workspace or levels hold is said, not offered. */
export function ReassignDialog({ approval, onClose }: { approval: ApprovalView; onClose: () => void }) {
  const { members, groups } = useReviewers();
  const reassign = useReassign(approval.id);
  const [to, setTo] = useState<string[]>([]);
  const [comment, setComment] = useState('');
  const { heldBy, quorum } = policyOf(approval);
  const byLevels = typeof quorum === 'object';
  const fixed = heldBy !== null || byLevels;
  const options = [
    ...groups.map(({ name }) => ({ value: name, label: name, help: 'group' })),
    ...members
      .filter(({ role }) => roleMay(role, 'gate.decide'))
      .map(({ name, email }) => ({ value: email, label: name, help: email })),
  ];
  const send = async () => {
    await reassign.mutateAsync({ to, ...(comment.trim() && { comment: comment.trim() }) });
    toast.done(`Asked instead: ${to.join(', ')}`);
    onClose();
  };
  const refusal = reassign.error ? ApiError.from(reassign.error) : null;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Let others decide this"
      description={approval.title}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            {fixed ? 'Close' : 'Leave it as it is'}
          </Button>
          {fixed ? null : (
            <Button
              variant="primary"
              busy={reassign.isPending}
              disabled={to.length === 0}
              onClick={() => void send().catch(() => undefined)}
            >
              Ask them instead
            </Button>
          )}
        </>
      }
    >
      {heldBy ? (
        <Notice title={`The policy “${heldBy}” of the workspace says who decides here`}>
          It holds at this gate whatever anybody wrote. Ask somebody whom it names, or have the policy changed in the
          settings.
        </Notice>
      ) : byLevels ? (
        <Notice title="This gate is signed level by level">
          Each level by those it names. To have somebody else sign, change who is in its groups.
        </Notice>
      ) : (
        <div className="flex flex-col gap-4">
          <Field label="Who decides" help="People and groups. Everybody who was asked before is asked no longer.">
            <MultiCombobox options={options} values={to} onValuesChange={setTo} placeholder="A name or a group…" />
          </Field>
          <Field label="Comment">
            <Textarea
              rows={2}
              maxLength={10_000}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
              placeholder="Why; goes on the record"
            />
          </Field>
          <p className="text-muted text-sm">
            Signatures that were given stay. Four eyes count you as involved then: whoever chooses the reviewers is to
            be none of them.
          </p>
          {refusal ? (
            <Notice tone="danger" title={refusal.title}>
              {[refusal.detail, refusal.fix, ...refusal.issues.map(({ message }) => message)].filter(Boolean).join(' ')}
            </Notice>
          ) : null}
        </div>
      )}
    </Dialog>
  );
}
