import { archiveWorkflow } from '#lib/server/commands/workflows/archive-workflow.ts';
import { clearCache } from '#lib/server/commands/workflows/clear-cache.ts';
import { createWorkflow } from '#lib/server/commands/workflows/create-workflow.ts';
import { deleteWorkflow } from '#lib/server/commands/workflows/delete-workflow.ts';
import { duplicateWorkflow } from '#lib/server/commands/workflows/duplicate-workflow.ts';
import { publishWorkflow } from '#lib/server/commands/workflows/publish-workflow.ts';
import { saveDraft } from '#lib/server/commands/workflows/save-draft.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { workflowRoutes } from '#lib/server/http/routes/workflows.ts';
import { getWorkflow } from '#lib/server/queries/workflows/get-workflow.ts';
import { listCache } from '#lib/server/queries/workflows/list-cache.ts';
import { listWorkflows } from '#lib/server/queries/workflows/list-workflows.ts';
import { validateWorkflow } from '#lib/server/queries/workflows/validate-workflow.ts';
import { diffVersions, getVersion, listVersions } from '#lib/server/queries/workflows/versions.ts';

export const workflowCalls: readonly Handler[] = [
  handle(workflowRoutes.list, ({ caller, query }) => listWorkflows(caller, query)),
  handle(workflowRoutes.create, ({ caller, query, body }) =>
    createWorkflow(caller, { ...body, draftOnly: query.draft }),
  ),
  handle(workflowRoutes.read, ({ caller, params }) => getWorkflow(caller, params.id)),
  handle(workflowRoutes.remove, ({ caller, params }) => deleteWorkflow(caller, params.id)),
  handle(workflowRoutes.saveDraft, ({ caller, params, body }) => saveDraft(caller, params.id, body)),
  handle(workflowRoutes.publish, ({ caller, params, body }) => publishWorkflow(caller, params.id, body)),
  handle(workflowRoutes.listVersions, ({ caller, params, query }) => listVersions(caller, params.id, query)),
  handle(workflowRoutes.readVersion, ({ caller, params }) => getVersion(caller, params.id, params.version)),
  handle(workflowRoutes.diff, ({ caller, params }) =>
    diffVersions(caller, params.id, { from: params.version, to: params.other }),
  ),
  handle(workflowRoutes.duplicate, ({ caller, params, body }) => duplicateWorkflow(caller, params.id, body)),
  handle(workflowRoutes.listCache, ({ caller, params, query }) => listCache(caller, params.id, query)),
  handle(workflowRoutes.clearCache, ({ caller, params, query }) => clearCache(caller, params.id, query)),
  handle(workflowRoutes.archive, ({ caller, params }) => archiveWorkflow(caller, params.id, true)),
  handle(workflowRoutes.unarchive, ({ caller, params }) => archiveWorkflow(caller, params.id, false)),
  handle(workflowRoutes.validate, ({ caller, body }) => validateWorkflow(caller, body)),
];
