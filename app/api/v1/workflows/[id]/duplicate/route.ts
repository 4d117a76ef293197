import { duplicateWorkflow } from '#lib/server/commands/workflows/duplicate-workflow.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { workflowRoutes } from '#lib/server/http/routes/workflows.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(workflowRoutes.duplicate, ({ caller, params, body }) => duplicateWorkflow(caller, params.id, body)),
});
