import { saveDraft } from '#lib/server/commands/workflows/save-draft.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { workflowRoutes } from '#lib/server/http/routes/workflows.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PUT: handle(workflowRoutes.saveDraft, ({ caller, params, body }) => saveDraft(caller, params.id, body)),
});
