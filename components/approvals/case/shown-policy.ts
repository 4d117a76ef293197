import type { ApprovalView } from '#lib/contracts/approval.ts';
import type { GatePolicy } from '#lib/domain/gate/spec.ts';

/** A gate's policy as the API shows it: with its sentences. */
export const policyOf = (approval: Pick<ApprovalView, 'policy'>) =>
  approval.policy as GatePolicy & { words: readonly string[] };
