import { claimGate } from '#lib/server/commands/approvals/claim-gate.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { approvalRoutes } from '#lib/server/http/routes/approvals.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(approvalRoutes.claim, ({ caller, params }) => claimGate(caller, params.id, true)),
  DELETE: handle(approvalRoutes.unclaim, ({ caller, params }) => claimGate(caller, params.id, false)),
});
