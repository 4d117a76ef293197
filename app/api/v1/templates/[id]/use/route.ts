import { useTemplate } from '#lib/server/commands/workflows/use-template.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { templateRoutes } from '#lib/server/http/routes/templates.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(templateRoutes.use, ({ caller, params, body }) => useTemplate(caller, params.id, body)),
});
