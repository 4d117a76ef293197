import { endpoint, handle } from '#lib/server/http/handle.ts';
import { approvalRoutes } from '#lib/server/http/routes/approvals.ts';
import { getApproval } from '#lib/server/queries/approvals/get-approval.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(approvalRoutes.read, ({ caller, params }) => getApproval(caller, params.id)),
});
