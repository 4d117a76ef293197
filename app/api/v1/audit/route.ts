import { endpoint, handle } from '#lib/server/http/handle.ts';
import { recordRoutes } from '#lib/server/http/routes/record.ts';
import { listAudit } from '#lib/server/queries/record/list-audit.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(recordRoutes.list, ({ caller, query }) => listAudit(caller, query)),
});
