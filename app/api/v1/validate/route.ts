import { endpoint, handle } from '#lib/server/http/handle.ts';
import { workflowRoutes } from '#lib/server/http/routes/workflows.ts';
import { validateWorkflow } from '#lib/server/queries/workflows/validate-workflow.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(workflowRoutes.validate, ({ caller, body }) => validateWorkflow(caller, body)),
});
