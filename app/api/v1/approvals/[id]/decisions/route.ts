import { decideGate } from '#lib/server/commands/approvals/decide-gate.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { approvalRoutes } from '#lib/server/http/routes/approvals.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(approvalRoutes.decide, ({ caller, params, body }) => decideGate(caller, params.id, body)),
});
