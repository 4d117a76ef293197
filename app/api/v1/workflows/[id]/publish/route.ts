import { publishWorkflow } from '#lib/server/commands/workflows/publish-workflow.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { workflowRoutes } from '#lib/server/http/routes/workflows.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(workflowRoutes.publish, ({ caller, params, body }) => publishWorkflow(caller, params.id, body)),
});
