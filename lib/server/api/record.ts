import { noteExport } from '#lib/server/commands/record/note-export.ts';
import { Answer } from '#lib/server/http/answer.ts';
import { downloadHeaders, streamed } from '#lib/server/http/download.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { recordRoutes } from '#lib/server/http/routes/record.ts';
import { exportRecord } from '#lib/server/queries/record/export-record.ts';
import { listAudit } from '#lib/server/queries/record/list-audit.ts';
import { verifyRecord } from '#lib/server/queries/record/verify-record.ts';

export const recordCalls: readonly Handler[] = [
  handle(recordRoutes.list, ({ caller, query }) => listAudit(caller, query)),
  handle(recordRoutes.verify, ({ caller }) => verifyRecord(caller)),
  handle(recordRoutes.export, async ({ caller }) => {
    await noteExport(caller);
    const name = `record-${caller.workspace.slug}.jsonl`;
    return new Answer(
      200,
      downloadHeaders({ name, mediaType: 'application/x-ndjson' }),
      await streamed(exportRecord(caller)),
    );
  }),
];
