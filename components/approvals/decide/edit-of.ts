import type { ApprovalView } from '#lib/contracts/approval.ts';
import { touches } from '#lib/domain/gate/second.ts';
import { type Difference, diffJson } from '#lib/domain/workflow/diff.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { policyOf } from '../case/shown-policy.ts';

/** An edit of a payload as it stands now. */
export type Edit = {
  value: Json;
  /** What it changes; of a failed step's result, which is written anew, nothing is compared. */
  changes: readonly Difference[];
  /** A field is changed that somebody else has to approve too. */
  asksSecond: boolean;
  /** Why it cannot be signed yet, in words. */
  hold: string | null;
};

/** Whether a modify writes a new result instead of editing what is shown. */
export const writesAnew = ({ placement }: Pick<ApprovalView, 'placement'>) => placement === 'onFailure';

/** `edited`: left out where nothing was touched; `broken`: something typed is no value yet. */
export function editOf(approval: ApprovalView, edited: Json | undefined, broken: boolean): Edit {
  const payload = approval.payload as Json;
  const anew = writesAnew(approval);
  const value = edited ?? (anew ? {} : payload);
  const changes = anew ? [] : diffJson(payload, value);
  const hold = broken
    ? 'Something you typed is no value yet; it is marked above.'
    : anew
      ? edited === undefined
        ? 'Enter above what the step is to have as its result.'
        : null
      : changes.length === 0
        ? 'Change something above first, or approve it as it is.'
        : null;
  return { value, changes, asksSecond: !anew && touches(payload, value, policyOf(approval).secondReviewer), hold };
}
