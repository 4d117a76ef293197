import type { Doorbell } from '#lib/engine/ports.ts';
import { log } from '#lib/server/log.ts';
import { notifyRuns } from '#lib/server/realtime/notify.ts';

const slot = Symbol.for('countersign.doorbell');
const shared = globalThis as typeof globalThis & { [slot]?: Doorbell };

/**
 * Makes this the doorbell that commands of this process ring, once at its start. It lives on `globalThis`, since Next
 * bundles a second copy of this module into the same process.
 */
export function adoptDoorbell(bell: Doorbell): void {
  shared[slot] = bell;
}

type Woken = { runId: string; workspaceId: string; holder: string | null; posted: string[]; state: { seq: number } };

/**
 * Tells the workers to look at a run, after the commit that changed it: its holder, or whoever is free; and the pages
 * that show it. A ring that is lost costs a second (the sweep finds the row), so a failure is only logged.
 */
export const wakeRun = (run: Woken): Promise<void> => wakeRuns([run]);

/** The same for many runs, with one ring for all that nobody holds. */
export async function wakeRuns(runs: readonly Woken[]): Promise<void> {
  const bell = shared[slot];
  await notifyRuns(runs.map(({ runId, workspaceId, state }) => ({ runId, workspaceId, seq: state.seq })));
  if (!bell) return;
  const free = runs.flatMap(({ runId, holder, posted }) => (holder === null ? [runId, ...posted] : posted));
  const nudges = runs.map(({ runId, holder }) => holder !== null && bell.nudge({ runId, session: holder }));
  await Promise.all([free.length > 0 && bell.ring(free), ...nudges]).catch((error: unknown) =>
    log().warn({ err: error, runs: runs.map(({ runId }) => runId) }, 'The doorbell could not be rung'),
  );
}
