import { createWorkflow } from '#lib/server/commands/workflows/create-workflow.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { workflowRoutes } from '#lib/server/http/routes/workflows.ts';
import { listWorkflows } from '#lib/server/queries/workflows/list-workflows.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(workflowRoutes.list, ({ caller, query }) => listWorkflows(caller, query)),
  POST: handle(workflowRoutes.create, ({ caller, query, body }) =>
    createWorkflow(caller, { ...body, draftOnly: query.draft }),
  ),
});
