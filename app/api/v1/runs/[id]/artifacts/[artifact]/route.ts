import { downloadHeaders } from '#lib/server/http/download.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';
import { readArtifact } from '#lib/server/queries/runs/artifacts.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(runRoutes.readArtifact, async ({ caller, params, query }) => {
    const { file, content } = await readArtifact(caller, params.id, params.artifact);
    return new Response(content, { headers: downloadHeaders({ ...file, inline: query.inline }) });
  }),
});
