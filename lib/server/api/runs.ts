import { cancelRun } from '#lib/server/commands/runs/cancel-run.ts';
import { changeMany } from '#lib/server/commands/runs/change-many.ts';
import { pauseRun, resumeRun } from '#lib/server/commands/runs/pause-run.ts';
import { rerunRun } from '#lib/server/commands/runs/rerun-run.ts';
import { showInput } from '#lib/server/commands/runs/show-input.ts';
import { signalRun } from '#lib/server/commands/runs/signal-run.ts';
import { startRun } from '#lib/server/commands/runs/start-run.ts';
import { startRuns } from '#lib/server/commands/runs/start-runs.ts';
import { Answer } from '#lib/server/http/answer.ts';
import { downloadHeaders, streamed } from '#lib/server/http/download.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { runRoutes } from '#lib/server/http/routes/runs.ts';
import { evidenceOf } from '#lib/server/queries/record/evidence.ts';
import { listArtifacts, readArtifact, zipArtifacts } from '#lib/server/queries/runs/artifacts.ts';
import { dryRunOf } from '#lib/server/queries/runs/dry-run.ts';
import { getRun } from '#lib/server/queries/runs/get-run.ts';
import { getValue } from '#lib/server/queries/runs/get-value.ts';
import { listLabels } from '#lib/server/queries/runs/list-labels.ts';
import { listRuns } from '#lib/server/queries/runs/list-runs.ts';
import { runEventsText } from '#lib/server/queries/runs/run-events-text.ts';
import { snapshotText } from '#lib/server/queries/runs/snapshot.ts';

/** JSON that stands there as text already. */
const written = (text: string) => new Answer(200, { 'content-type': 'application/json' }, text);

export const runCalls: readonly Handler[] = [
  handle(runRoutes.start, async ({ caller, params, body }) =>
    body.dryRun ? Answer.json(await dryRunOf(caller, params.id, body)) : startRun(caller, params.id, body),
  ),
  handle(runRoutes.startMany, ({ caller, params, body }) => startRuns(caller, params.id, body)),
  handle(runRoutes.list, ({ caller, query }) => listRuns(caller, query)),
  handle(runRoutes.listLabels, ({ caller, query }) => listLabels(caller, query)),
  handle(runRoutes.changeMany, ({ caller, body }) => changeMany(caller, body)),
  handle(runRoutes.read, ({ caller, params }) => getRun(caller, params.id)),
  handle(runRoutes.listEvents, async ({ caller, params, query }) =>
    written(await runEventsText(caller, params.id, query)),
  ),
  handle(runRoutes.readSnapshot, async ({ caller, params }) => written(await snapshotText(caller, params.id))),
  handle(runRoutes.readValue, async ({ caller, params }) => {
    const text = await getValue(caller, params.id, params.hash);
    return new Answer(200, downloadHeaders({ name: `${params.hash}.json`, mediaType: 'application/json' }), text);
  }),
  handle(runRoutes.listArtifacts, async ({ caller, params }) => ({
    items: await listArtifacts(caller, params.id),
    nextCursor: null,
  })),
  handle(runRoutes.zipArtifacts, async ({ caller, params, query }) => {
    const { number, content } = await zipArtifacts(caller, params.id, query.prefix);
    const headers = downloadHeaders({ name: `run-${number}-files.zip`, mediaType: 'application/zip' });
    return new Answer(200, headers, await streamed(content));
  }),
  handle(runRoutes.readArtifact, async ({ caller, params, query }) => {
    const { file, content } = await readArtifact(caller, params.id, params.artifact);
    return new Answer(200, downloadHeaders({ ...file, inline: query.inline }), content);
  }),
  handle(runRoutes.cancel, ({ caller, params, body }) => cancelRun(caller, params.id, body)),
  handle(runRoutes.pause, ({ caller, params, body }) => pauseRun(caller, params.id, body)),
  handle(runRoutes.resume, ({ caller, params }) => resumeRun(caller, params.id)),
  handle(runRoutes.rerun, async ({ caller, params, body }) => {
    const answer = await rerunRun(caller, params.id, body);
    return 'preview' in answer ? Answer.json(answer) : answer;
  }),
  handle(runRoutes.signal, ({ caller, params, body }) => signalRun(caller, params.id, body)),
  handle(runRoutes.showInput, ({ caller, params }) => showInput(caller, params.id, params.name)),
  handle(runRoutes.evidence, async ({ caller, params }) => {
    const pack = await evidenceOf(caller, params.id);
    return Answer.json(
      pack,
      200,
      downloadHeaders({ name: `evidence-${pack.run.number}.json`, mediaType: 'application/json' }),
    );
  }),
];
