import { endpoint, handle } from '#lib/server/http/handle.ts';
import { templateRoutes } from '#lib/server/http/routes/templates.ts';
import { listStepKinds } from '#lib/server/queries/templates/list-step-kinds.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(templateRoutes.stepKinds, ({ caller }) => ({ items: listStepKinds(caller), nextCursor: null })),
});
