import type { z } from 'zod';
import type { startedRuns, startRunsRequest } from '#lib/contracts/run-start.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { wakeQueued } from '#lib/server/doorbell.ts';
import { isRefusal, refuse } from '#lib/server/refusal.ts';
import type { LockedRun } from '#lib/storage/tx.ts';
import { findWorkflowHead } from '../../queries/workflows/workflow-head.ts';
import { runnable } from './runnable.ts';
import { startBatch, workflowArchived } from './start-batch.ts';
import { checkedInput, type Startable, startOrder } from './start-order.ts';

type Request = z.infer<typeof startRunsRequest>;

/** Characters that one batch may write: it is one transaction, which others wait for. */
const largest = 16 * 1024 * 1024;

/**
 * Starts many runs of one version, in one transaction: all of them, or none. Refuses as a single start does; of wrong
 * inputs every one is named (`runs.3.input.name`).
 */
export async function startRuns(
  caller: Caller,
  idOrSlug: string,
  { version, runs }: Request,
): Promise<z.infer<typeof startedRuns>> {
  authorize(caller, 'run.start');
  const head = await findWorkflowHead(caller, idOrSlug);
  if (head.archived) throw workflowArchived();
  const { what } = await runnable(caller, head, { version });
  const orders = inputsOf(what, runs).map((input, index) =>
    startOrder({ ...caller, once: null }, what, input, { labels: runs[index]!.labels }),
  );
  if (orders.reduce((sum, { size }) => sum + size, 0) > largest)
    throw refuse('too_large', {
      detail: `These ${orders.length} runs would write more than ${largest / 1024 / 1024} MB at once.`,
      fix: 'Start them in several calls.',
    });
  const made: LockedRun[] = [];
  const answer = await change(
    caller,
    async (tx) => {
      await caller.once?.reserve(tx);
      const outcomes = await startBatch(tx, orders);
      return {
        items: outcomes.map((outcome) => {
          if (!outcome.ok) throw outcome.refusal;
          made.push(outcome.run);
          return outcome.answer;
        }),
      };
    },
    ['runs', 'workflows'],
  );
  await wakeQueued(made);
  return answer;
}

/** The inputs with defaults filled in; what is wrong with all of them is told at once. */
function inputsOf({ spec }: Startable, runs: Request['runs']): JsonObject[] {
  const errors: { path: string; message: string; fix?: string }[] = [];
  const inputs = runs.flatMap(({ input }, index) => {
    try {
      return [checkedInput(spec.inputs, input)];
    } catch (error) {
      if (!isRefusal(error, 'invalid_input')) throw error;
      for (const { path, ...rest } of error.details.errors ?? [])
        errors.push({ path: `runs.${index}.${path}`, ...rest });
      return [];
    }
  });
  if (errors.length === 0) return inputs;
  throw refuse('invalid_input', { detail: errors[0]!.message, errors: errors.slice(0, 100) });
}
