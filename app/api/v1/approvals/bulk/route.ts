import { decideMany } from '#lib/server/commands/approvals/decide-many.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { approvalRoutes } from '#lib/server/http/routes/approvals.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(approvalRoutes.decideMany, ({ caller, body }) => decideMany(caller, body)),
});
