import { downloadHeaders } from '#lib/server/http/download.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';
import { getValue } from '#lib/server/queries/runs/get-value.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(runRoutes.readValue, async ({ caller, params }) => {
    const text = await getValue(caller, params.id, params.hash);
    return new Response(text, {
      headers: downloadHeaders({ name: `${params.hash}.json`, mediaType: 'application/json' }),
    });
  }),
});
