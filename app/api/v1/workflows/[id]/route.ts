import { deleteWorkflow } from '#lib/server/commands/workflows/delete-workflow.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { workflowRoutes } from '#lib/server/http/routes/workflows.ts';
import { getWorkflow } from '#lib/server/queries/workflows/get-workflow.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(workflowRoutes.read, ({ caller, params }) => getWorkflow(caller, params.id)),
  DELETE: handle(workflowRoutes.remove, ({ caller, params }) => deleteWorkflow(caller, params.id)),
});
