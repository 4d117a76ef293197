import { archiveWorkflow } from '#lib/server/commands/workflows/archive-workflow.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { workflowRoutes } from '#lib/server/http/routes/workflows.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(workflowRoutes.unarchive, ({ caller, params }) => archiveWorkflow(caller, params.id, false)),
});
