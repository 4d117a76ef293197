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
export function wakeRuns(runs: readonly Woken[]): Promise<void> {
  const free = runs.flatMap(({ runId, holder, posted }) => (holder === null ? [runId, ...posted] : posted));
  return tell(runs, (bell) => [
    free.length > 0 && bell.ring(free),
    ...runs.map(({ runId, holder }) => holder !== null && bell.nudge({ runId, session: holder })),
  ]);
}

/** Tells the workers that runs have been made: they wait to be let in, and one call is enough for all of them. */
export const wakeQueued = (runs: readonly Woken[]): Promise<void> => tell(runs, (bell) => [bell.callQueued()]);

async function tell(runs: readonly Woken[], workers: (bell: Doorbell) => (Promise<void> | false)[]): Promise<void> {
  const bell = shared[slot];
  const pages = notifyRuns(runs.map(({ runId, workspaceId, state }) => ({ runId, workspaceId, seq: state.seq })));
  const rings = bell ? workers(bell) : [];
  await Promise.all([pages, ...rings]).catch((error: unknown) =>
    log().warn({ err: error, runs: runs.map(({ runId }) => runId) }, 'The doorbell could not be rung'),
  );
}
