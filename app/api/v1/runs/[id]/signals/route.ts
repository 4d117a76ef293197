import { signalRun } from '#lib/server/commands/runs/signal-run.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: handle(runRoutes.signal, ({ caller, params, body }) => signalRun(caller, params.id, body)),
});
