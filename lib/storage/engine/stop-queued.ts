import type { Pool } from 'pg';
import type { MachineCommand } from '#lib/domain/run/command.ts';
import { decide } from '#lib/domain/run/decide.ts';
import { appendLocked, type LockedRun, lockRun, transaction } from '../tx.ts';

type Stop = Extract<MachineCommand, { type: 'parentStopped' }>;

/** Child runs that wait for their turn and are not wanted any more: nobody holds them, so that nobody reads their inbox. */
export async function stopQueued(pool: Pool, { max }: { max: number }): Promise<LockedRun[]> {
  const { rows } = await pool.query<{ runId: string; workspaceId: string; command: Stop }>({
    name: 'unwanted_queued',
    text: `select r.id as "runId", r.workspace_id as "workspaceId", b.command from run_inbox b join run r on r.id = b.run_id
      where r.admitted_at is null and r.finished_at is null and b.command->>'type' = 'parentStopped' limit $1`,
    values: [max],
  });
  const stopped: LockedRun[] = [];
  for (const { runId, workspaceId, command } of rows)
    await transaction(pool, async (tx) => {
      const run = await lockRun(tx, { runId, workspaceId });
      // Admitted meanwhile: its holder sees to it.
      if (!run || run.holder !== null || run.state.finishedAt !== null) return;
      const decision = decide(run.state, command, run.now);
      if (decision.ok) await appendLocked(tx, run, { events: decision.events });
      stopped.push(run);
    });
  return stopped;
}
