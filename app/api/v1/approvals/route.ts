import { endpoint, handle } from '#lib/server/http/handle.ts';
import { approvalRoutes } from '#lib/server/http/routes/approvals.ts';
import { listApprovals } from '#lib/server/queries/approvals/list-approvals.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(approvalRoutes.list, ({ caller, query }) => listApprovals(caller, query)),
});
