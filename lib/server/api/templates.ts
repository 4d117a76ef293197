import { useTemplate } from '#lib/server/commands/workflows/use-template.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { templateRoutes } from '#lib/server/http/routes/templates.ts';
import { listStepKinds } from '#lib/server/queries/templates/list-step-kinds.ts';
import { listTemplates } from '#lib/server/queries/templates/list-templates.ts';

export const templateCalls: readonly Handler[] = [
  handle(templateRoutes.list, async ({ caller }) => ({ items: await listTemplates(caller), nextCursor: null })),
  handle(templateRoutes.use, ({ caller, params, body }) => useTemplate(caller, params.id, body)),
  handle(templateRoutes.stepKinds, ({ caller }) => ({ items: listStepKinds(caller), nextCursor: null })),
];
