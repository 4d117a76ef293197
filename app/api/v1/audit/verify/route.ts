import { endpoint, handle } from '#lib/server/http/handle.ts';
import { recordRoutes } from '#lib/server/http/routes/record.ts';
import { verifyRecord } from '#lib/server/queries/record/verify-record.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(recordRoutes.verify, ({ caller }) => verifyRecord(caller)),
});
