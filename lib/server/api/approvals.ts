import { claimGate } from '#lib/server/commands/approvals/claim-gate.ts';
import { commentOnGate } from '#lib/server/commands/approvals/comment-on-gate.ts';
import { decideGate } from '#lib/server/commands/approvals/decide-gate.ts';
import { decideMany } from '#lib/server/commands/approvals/decide-many.ts';
import { reassignGate } from '#lib/server/commands/approvals/reassign-gate.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { approvalRoutes } from '#lib/server/http/routes/approvals.ts';
import { compareGates } from '#lib/server/queries/approvals/compare-gates.ts';
import { countApprovals } from '#lib/server/queries/approvals/count-approvals.ts';
import { getApproval } from '#lib/server/queries/approvals/get-approval.ts';
import { listApprovals } from '#lib/server/queries/approvals/list-approvals.ts';

export const approvalCalls: readonly Handler[] = [
  handle(approvalRoutes.list, ({ caller, query }) => listApprovals(caller, query)),
  handle(approvalRoutes.count, ({ caller }) => countApprovals(caller)),
  handle(approvalRoutes.read, ({ caller, params }) => getApproval(caller, params.id)),
  handle(approvalRoutes.decide, ({ caller, params, body }) => decideGate(caller, params.id, body)),
  handle(approvalRoutes.decideMany, ({ caller, body }) => decideMany(caller, body)),
  handle(approvalRoutes.previewMany, ({ caller, body }) => compareGates(caller, body.ids)),
  handle(approvalRoutes.comment, ({ caller, params, body }) => commentOnGate(caller, params.id, body)),
  handle(approvalRoutes.reassign, ({ caller, params, body }) => reassignGate(caller, params.id, body)),
  handle(approvalRoutes.claim, ({ caller, params }) => claimGate(caller, params.id, true)),
  handle(approvalRoutes.unclaim, ({ caller, params }) => claimGate(caller, params.id, false)),
];
