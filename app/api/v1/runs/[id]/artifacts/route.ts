import { endpoint, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';
import { listArtifacts } from '#lib/server/queries/runs/artifacts.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(runRoutes.listArtifacts, async ({ caller, params }) => ({
    items: await listArtifacts(caller, params.id),
    nextCursor: null,
  })),
});
