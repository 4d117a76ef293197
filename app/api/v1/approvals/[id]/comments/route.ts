import { commentOnGate } from '#lib/server/commands/approvals/comment-on-gate.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { approvalRoutes } from '#lib/server/http/routes/approvals.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(approvalRoutes.comment, ({ caller, params, body }) => commentOnGate(caller, params.id, body)),
});
