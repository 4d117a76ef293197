import type { Pool } from 'pg';
import { type RunNotice, runChannel } from '#lib/server/realtime/run-channel.ts';

/** Gathers for so long, so that a busy worker says one thing and not a thousand. */
const gatherMs = 25;
/** Runs in one message: the database takes 8,000 bytes. */
const mostRuns = 60;

export type Notices = {
  moved(runs: readonly { runId: string; workspaceId: string; seq: number }[]): void;
  logged(runIds: readonly string[]): void;
  /** Says what is left. */
  close(): Promise<void>;
};

/** Tells web processes where to look, outside commits (inside, 14,600 commits a second became 4,100) and in batches. */
export function createNotices({ pool, onError }: { pool: Pool; onError: (error: unknown) => void }): Notices {
  const runs = new Map<string, RunNotice['runs'][number]>();
  const logs = new Set<string>();
  let telling: Promise<void> | null = null;

  async function tell(): Promise<void> {
    const messages: RunNotice[] = [];
    const moved = [...runs.values()];
    const logged = [...logs];
    runs.clear();
    logs.clear();
    for (let at = 0; at < Math.max(moved.length, logged.length); at += mostRuns)
      messages.push({ runs: moved.slice(at, at + mostRuns), logs: logged.slice(at, at + mostRuns) });
    if (messages.length === 0) return;
    await pool.query('select pg_notify($1, message) from unnest($2::text[]) as message', [
      runChannel,
      messages.map((message) => JSON.stringify(message)),
    ]);
  }

  const soon = () => {
    telling ??= new Promise((resolve) => setTimeout(resolve, gatherMs)).then(() => {
      telling = null;
      return tell().catch(onError);
    });
  };
  return {
    moved(changes) {
      for (const { runId, workspaceId, seq } of changes) runs.set(runId, [workspaceId, runId, seq]);
      soon();
    },
    async close() {
      await (telling ?? tell().catch(onError));
    },
    logged(runIds) {
      for (const runId of runIds) logs.add(runId);
      soon();
    },
  };
}
