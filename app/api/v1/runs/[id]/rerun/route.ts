import { rerunRun } from '#lib/server/commands/runs/rerun-run.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(runRoutes.rerun, async ({ caller, params, body }) => {
    const answer = await rerunRun(caller, params.id, body);
    return 'preview' in answer ? Response.json(answer) : answer;
  }),
});
