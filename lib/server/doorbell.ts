import type { Doorbell } from '#lib/engine/ports.ts';
import { log } from '#lib/server/log.ts';
import { notifyRun } from '#lib/server/realtime/notify.ts';

const slot = Symbol.for('countersign.doorbell');
const shared = globalThis as typeof globalThis & { [slot]?: Doorbell };

/**
 * Makes this the doorbell that commands of this process ring, once at its start. It lives on `globalThis`, since Next
 * bundles a second copy of this module into the same process.
 */
export function adoptDoorbell(bell: Doorbell): void {
  shared[slot] = bell;
}

/**
 * Tells the workers to look at a run, after the commit that changed it: its holder, or whoever is free; and the pages
 * that show it. A ring that is lost costs a second (the sweep finds the row), so a failure is only logged.
 */
export async function wakeRun(run: {
  runId: string;
  workspaceId: string;
  holder: string | null;
  state: { seq: number };
}): Promise<void> {
  const bell = shared[slot];
  await notifyRun({ runId: run.runId, workspaceId: run.workspaceId, seq: run.state.seq });
  if (!bell) return;
  const ringing = run.holder ? bell.nudge({ runId: run.runId, session: run.holder }) : bell.ring([run.runId]);
  await ringing.catch((error: unknown) =>
    log().warn({ err: error, runId: run.runId }, 'The doorbell could not be rung'),
  );
}
