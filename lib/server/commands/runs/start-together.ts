import { transaction } from '#lib/server/change.ts';
import { wakeQueued } from '#lib/server/doorbell.ts';
import { log } from '#lib/server/log.ts';
import { notifyChanged } from '#lib/server/realtime/notify.ts';
import { classifyDatabaseError } from '#lib/storage/engine/database-error.ts';
import type { LockedRun } from '#lib/storage/tx.ts';
import { type Started, type StartOrder, type StartOutcome, startBatch } from './start-batch.ts';

/** Batches at once: while one waits for the disk or for a lock, the next goes on. */
const inFlight = 2;
/** Starts and characters a batch. */
const largest = { starts: 64, size: 4 * 1024 * 1024 };

type Waiting = { order: StartOrder; resolve: (answer: Started) => void; reject: (error: unknown) => void };

const line: { waiting: Waiting[]; batches: number } = { waiting: [], batches: 0 };

/**
 * Makes the run. Starts that come while others are being written share a transaction: one by one they wait for each
 * other at the workflow's counter and at the record's head, five round trips long. The first one never waits.
 * Rejects with the start's own refusal or failure, only after what the batch wrote can be read.
 */
export function startTogether(order: StartOrder): Promise<Started> {
  return new Promise((resolve, reject) => {
    line.waiting.push({ order, resolve, reject });
    next();
  });
}

function next(): void {
  if (line.batches >= inFlight || line.waiting.length === 0) return;
  let size = 0;
  const end = line.waiting.findIndex(({ order }, index) => {
    size += order.size;
    return index > 0 && (index >= largest.starts || size > largest.size);
  });
  const batch = line.waiting.splice(0, end === -1 ? line.waiting.length : end);
  line.batches += 1;
  settle(batch).finally(() => {
    line.batches -= 1;
    next();
  });
}

/** Starts them; what cannot be stored halves the batch until the culprit stands alone. Never rejects. */
async function settle(batch: readonly Waiting[]): Promise<void> {
  let outcomes: StartOutcome[];
  try {
    outcomes = await transaction((tx) =>
      startBatch(
        tx,
        batch.map(({ order }) => order),
      ),
    );
  } catch (error) {
    if (batch.length === 1 || !worthHalving(error)) {
      for (const { reject } of batch) reject(error);
      return;
    }
    const middle = batch.length >> 1;
    await settle(batch.slice(0, middle));
    await settle(batch.slice(middle));
    return;
  }
  for (const [index, { resolve, reject }] of batch.entries()) {
    const outcome = outcomes[index]!;
    if (outcome.ok) resolve(outcome.answer);
    else reject(outcome.refusal);
  }
  // Nobody waits for it: a lost notice costs a page a moment, a lost ring a second.
  tell(outcomes.flatMap((outcome) => (outcome.ok ? [outcome.run] : []))).catch((error: unknown) =>
    log().warn({ err: error }, 'Starts could not be announced'),
  );
}

/** Not when the connection went away: a batch that may have been committed is not sent again. */
const worthHalving = (error: unknown) => error instanceof RangeError || classifyDatabaseError(error) !== 'lost';

async function tell(runs: readonly LockedRun[]): Promise<void> {
  if (runs.length === 0) return;
  const workspaces = [...new Set(runs.map(({ workspaceId }) => workspaceId))];
  await Promise.all([wakeQueued(runs), ...workspaces.map((id) => notifyChanged(id, ['runs', 'workflows', 'record']))]);
}
