import { downloadHeaders, streamed } from '#lib/server/http/download.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';
import { logText, stepLogs } from '#lib/server/queries/runs/step-logs.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(runRoutes.stepLogs, async ({ caller, params, query }) => {
    if (!query.download) return stepLogs(caller, params.id, params.step, query);
    const { attempt, text } = await logText(caller, params.id, params.step, query.attempt);
    const name = `${params.step}-attempt-${attempt}.log`;
    return new Response(await streamed(text), {
      headers: downloadHeaders({ name, mediaType: 'text/plain; charset=utf-8' }),
    });
  }),
});
