import { problems } from '#lib/contracts/problem.ts';
import type { BulkRunResult, BulkRuns } from '#lib/contracts/run-bulk.ts';
import { unfinishedSteps } from '#lib/domain/run/plan-rerun.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { isRefusal, refuse } from '#lib/server/refusal.ts';
import { findRun } from '../../queries/runs/find-run.ts';
import { withState } from '../../queries/runs/run-states.ts';
import { cancelRun } from './cancel-run.ts';
import { rerunRun } from './rerun-run.ts';
import type { Started } from './start-batch.ts';

/** Runs changed at once: more would only wait for the head of the workspace's record, and keep connections from others. */
const atOnce = 8;

/**
 * One change of many runs, each in its own commit with its own entry in the record: what one is refused for does not
 * undo the others. Every run has an Idempotency-Key of its own, made of the call's: a call that is repeated because its
 * answer was lost changes nothing twice, and tells what the first one did.
 */
export async function changeMany(caller: Caller, request: BulkRuns): Promise<{ results: BulkRunResult[] }> {
  authorize(caller, request.action === 'rerun' ? 'run.start' : 'run.control');
  const ids = [...new Set(request.ids)];
  const results: BulkRunResult[] = [];
  const line = ids.entries();
  const work = async () => {
    for (const [index, id] of line) results[index] = await changeOne(caller, id, request);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { results };
}

async function changeOne(caller: Caller, id: string, request: BulkRuns): Promise<BulkRunResult> {
  const once = caller.once?.part(id) ?? null;
  const earlier = async (): Promise<BulkRunResult | null> => {
    const replay = await once?.replay();
    return replay ? done(id, request, replay.body as Started) : null;
  };
  try {
    return (await earlier()) ?? done(id, request, await changed({ ...caller, once }, id, request));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    // A twin of this call may have been faster.
    const twin = isRefusal(error, 'idempotency_mismatch') ? null : await earlier();
    if (twin) return twin;
    const { status, title } = problems[error.code];
    return { id, ok: false, status, code: error.code, detail: error.details.detail ?? title };
  }
}

async function changed(caller: Caller, id: string, request: BulkRuns): Promise<Started> {
  const { reason } = request;
  if (request.action === 'cancel') return cancelRun(caller, id, { reason: request.reason });
  const from = request.from === 'failed' ? await unfinishedOf(caller, id) : undefined;
  return (await rerunRun(caller, id, { from, reason })) as Started;
}

/** Where a rerun begins that takes over what went well; a run that goes on is refused by the rerun itself. */
async function unfinishedOf(caller: Caller, id: string): Promise<string[] | undefined> {
  const steps = await withState(await findRun(caller, id), (state) =>
    state.finishedAt === null ? null : unfinishedSteps(state),
  );
  if (steps === null) return undefined;
  if (steps.length > 0) return steps;
  throw refuse('conflict', { detail: 'All its steps ended well: only a whole run can be done again.' });
}

const done = (id: string, { action }: BulkRuns, answer: Started): BulkRunResult => ({
  id,
  ok: true,
  status: action === 'rerun' ? 201 : 200,
  ...(action === 'rerun' && { started: { id: answer.id, number: answer.number } }),
});
