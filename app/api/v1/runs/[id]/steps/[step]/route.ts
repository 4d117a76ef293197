import { endpoint, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';
import { getStep } from '#lib/server/queries/runs/get-step.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(runRoutes.readStep, ({ caller, params }) => getStep(caller, params.id, params.step)),
});
