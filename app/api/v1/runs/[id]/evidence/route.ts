import { downloadHeaders } from '#lib/server/http/download.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';
import { evidenceOf } from '#lib/server/queries/record/evidence.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(runRoutes.evidence, async ({ caller, params }) => {
    const pack = await evidenceOf(caller, params.id);
    return Response.json(pack, {
      headers: downloadHeaders({ name: `evidence-${pack.run.number}.json`, mediaType: 'application/json' }),
    });
  }),
});
