'use client';
import { Signatures } from '#components/approvals/case/signatures.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useApproval } from '#lib/client/approvals/use-approvals.ts';
import { PanelSection } from '../panel-section.tsx';
import { Quiet } from './quiet.tsx';

/** A gate that waits: who is asked, who signed so far, and what comes if nobody decides. */
export function OpenGate({ id }: { id: string }) {
  const { data: approval, error } = useApproval(id);
  if (error) return <Quiet>How its gate stands could not be read: {error.message}</Quiet>;
  if (!approval || approval.closed) return null;
  return (
    <PanelSection title="Asks for signatures">
      <div className="flex flex-col gap-3">
        {approval.secondFor ? (
          <Notice tone="warning" title={`${approval.secondFor.name} edited a field that needs a second reviewer`}>
            Somebody else has to approve it too.
          </Notice>
        ) : null}
        <Signatures approval={approval} />
      </div>
    </PanelSection>
  );
}
