import { endpoint, handle } from '#lib/server/http/handle.ts';
import { templateRoutes } from '#lib/server/http/routes/templates.ts';
import { listTemplates } from '#lib/server/queries/templates/list-templates.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(templateRoutes.list, async ({ caller }) => ({ items: await listTemplates(caller), nextCursor: null })),
});
