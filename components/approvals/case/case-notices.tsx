import { ButtonLink } from '#components/ui/button-link.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Time } from '#components/ui/time.tsx';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { closedSentence } from '../inbox/closed-words.ts';

/** What one has to know before deciding, or why one cannot. */
export function CaseNotices({ approval }: { approval: ApprovalView }) {
  const { mine, closed, secondFor } = approval;
  if (closed)
    return (
      <Notice
        title={closedSentence(closed)}
        action={
          <ButtonLink size="sm" href={`/runs/${approval.runId}`}>
            To the run
          </ButtonLink>
        }
      >
        Closed <Time at={closed.at} />. What was signed stays as it is here.
      </Notice>
    );
  return (
    <>
      {approval.reason ? <Notice tone="warning" title={approval.reason} /> : null}
      {mine.signed ? <Notice title="You have signed this">Others still have to.</Notice> : null}
      {!mine.may && !mine.signed ? (
        <Notice title={mine.mayStop ? 'You cannot let this pass; you can stop it' : 'You cannot let this pass'}>
          {mine.why}
        </Notice>
      ) : null}
      {mine.may && mine.onBehalfOf ? (
        <Notice title={`You decide this for ${mine.onBehalfOf.name}`}>
          You stand in while they are away. The seal and the record name you both.
        </Notice>
      ) : null}
      {secondFor ? (
        <Notice tone="warning" title={`${secondFor.name} changed a field that asks for a second person`}>
          Somebody else has to approve the change before it counts.
        </Notice>
      ) : null}
      {mine.may && mine.selfSigned ? (
        <Notice tone="warning" title="Your decision will be marked as self-signed">
          You started this run or wrote this version. The workspace allows that, and says so on the seal and in the
          record.
        </Notice>
      ) : null}
    </>
  );
}
