import { TriangleAlert } from 'lucide-react';
import { Fragment } from 'react';
import { Time } from '#components/ui/time.tsx';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { policyOf } from './shown-policy.ts';

const ends: Record<string, string> = {
  approve: 'then it is approved by itself',
  skip: 'then it is skipped by itself',
  cancel: 'then the run is cancelled',
};

/** What comes without anybody's doing: due, reminder, escalation, end. Rows of a list of terms. */
export function Course({ approval }: { approval: ApprovalView }) {
  const { dueAt, remindAt, escalation, expiresAt } = approval;
  const then = policyOf(approval).expireThen ?? 'cancel';
  const late = dueAt !== null && Date.parse(dueAt) < Date.now();
  const rows = [
    dueAt && {
      term: 'Due',
      text: (
        <span className={late ? 'inline-flex items-center gap-1 font-medium text-danger' : undefined}>
          {late ? <TriangleAlert className="size-3.5" aria-hidden="true" /> : null}
          <Time at={dueAt} />
          {late ? ' (late)' : null}
        </span>
      ),
    },
    remindAt && { term: 'Reminder', text: <Time at={remindAt} /> },
    escalation.nextAt && {
      term: 'Asks more',
      text: (
        <>
          <Time at={escalation.nextAt} />: {escalation.to.join(', ')}
          {escalation.of > 1 ? ` (${escalation.stage + 1} of ${escalation.of})` : null}
        </>
      ),
    },
    expiresAt && {
      term: 'Closes',
      text: (
        <>
          <Time at={expiresAt} />, {ends[then] ?? `then “${then}” is chosen`}
        </>
      ),
    },
  ].filter((row) => row !== null && row !== '');
  return rows.map(({ term, text }) => (
    <Fragment key={term}>
      <dt className="text-faint">{term}</dt>
      <dd className="min-w-0 break-words">{text}</dd>
    </Fragment>
  ));
}
