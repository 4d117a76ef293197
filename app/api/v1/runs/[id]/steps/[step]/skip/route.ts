import { skipStep } from '#lib/server/commands/runs/control-step.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(runRoutes.skipStep, ({ caller, params, body }) => skipStep(caller, params.id, params.step, body)),
});
