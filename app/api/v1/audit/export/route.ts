import { noteExport } from '#lib/server/commands/record/note-export.ts';
import { downloadHeaders, streamed } from '#lib/server/http/download.ts';
import { endpoint, handle } from '#lib/server/http/handle.ts';
import { recordRoutes } from '#lib/server/http/routes/record.ts';
import { exportRecord } from '#lib/server/queries/record/export-record.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: handle(recordRoutes.export, async ({ caller }) => {
    await noteExport(caller);
    const name = `record-${caller.workspace.slug}.jsonl`;
    return new Response(await streamed(exportRecord(caller)), {
      headers: downloadHeaders({ name, mediaType: 'application/x-ndjson' }),
    });
  }),
});
