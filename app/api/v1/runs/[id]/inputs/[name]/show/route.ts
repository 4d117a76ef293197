import { showInput } from '#lib/server/commands/runs/show-input.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(runRoutes.showInput, ({ caller, params }) => showInput(caller, params.id, params.name)),
});
