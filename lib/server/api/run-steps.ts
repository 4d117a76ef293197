import { retryStep, skipStep } from '#lib/server/commands/runs/control-step.ts';
import { testStep } from '#lib/server/commands/runs/test-step.ts';
import { Answer } from '#lib/server/http/answer.ts';
import { downloadHeaders, streamed } from '#lib/server/http/download.ts';
import { type Handler, handle } from '#lib/server/http/handle.ts';
import { runStepRoutes } from '#lib/server/http/routes/run-steps.ts';
import { getStep } from '#lib/server/queries/runs/get-step.ts';
import { listItems } from '#lib/server/queries/runs/list-items.ts';
import { logHits, logText, stepLogs } from '#lib/server/queries/runs/step-logs.ts';

export const runStepCalls: readonly Handler[] = [
  handle(runStepRoutes.testStep, ({ caller, params, body }) => testStep(caller, params.id, params.step, body)),
  handle(runStepRoutes.stepLogs, async ({ caller, params, query }) => {
    if (!query.download) return stepLogs(caller, params.id, params.step, query);
    const { attempt, text } = await logText(caller, params.id, params.step, query);
    const name = `${params.step}-attempt-${attempt}.log`;
    return new Answer(200, downloadHeaders({ name, mediaType: 'text/plain; charset=utf-8' }), await streamed(text));
  }),
  handle(runStepRoutes.logHits, ({ caller, params, query }) => logHits(caller, params.id, params.step, query)),
  handle(runStepRoutes.readStep, ({ caller, params }) => getStep(caller, params.id, params.step)),
  handle(runStepRoutes.listItems, ({ caller, params, query }) => listItems(caller, params.id, params.step, query)),
  handle(runStepRoutes.retryStep, ({ caller, params, body }) => retryStep(caller, params.id, params.step, body)),
  handle(runStepRoutes.skipStep, ({ caller, params, body }) => skipStep(caller, params.id, params.step, body)),
];
