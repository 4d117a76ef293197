import type { Pool } from 'pg';

/** The channel web processes LISTEN on; a payload is `{runs: [[workspaceId, runId, seq], …], logs: [runId, …]}`. */
export const wakeChannel = 'countersign_runs';

export type Moved = { runId: string; workspaceId: string; seq: number };

export type Wakes = {
  /** These runs have new events. */
  moved(runs: readonly Moved[]): void;
  /** Steps of these runs put something out. */
  printed(runs: readonly { runId: string }[]): void;
  /** Resolves when everything said was sent. */
  close(): Promise<void>;
};

/** Where a run or two move, somebody looks at them: each costs so long a pause, in milliseconds. */
const pauseForOneMs = 10;

/** A notice of PostgreSQL holds less than 8,000 bytes. */
const longestNotice = 7_900;

/**
 * Tells where to look: after the commit, outside it, and never more than one notice under way, so that a busy engine
 * sends one for hundreds of appends (inside commits: 14,600 → 4,100 a second). A lost one costs a slow poll.
 */
export function createWakes({
  pool,
  pauseMs = 25,
  onError = () => {},
}: {
  pool: Pool;
  /** Least time between two notices while there is much to tell, in milliseconds; the first goes at once. */
  pauseMs?: number;
  onError?: (error: Error) => void;
}): Wakes {
  const runs = new Map<string, Moved>();
  const logs = new Set<string>();
  let sending: Promise<void> | null = null;

  async function send(): Promise<void> {
    while (runs.size + logs.size > 0) {
      const told = runs.size + logs.size;
      const payloads = notices([...runs.values()], [...logs]);
      runs.clear();
      logs.clear();
      await pool
        .query({
          name: 'wake',
          text: 'select pg_notify($1, t.payload) from unnest($2::text[]) as t(payload)',
          values: [wakeChannel, payloads],
        })
        .catch(onError);
      await new Promise((resolve) => setTimeout(resolve, Math.min(pauseMs, told * pauseForOneMs)));
    }
    sending = null;
  }

  /** With nothing to say, `send` would be over before it is known to go on. */
  function start(): void {
    if (runs.size + logs.size > 0) sending ??= send();
  }

  return {
    moved(moved) {
      for (const run of moved) runs.set(run.runId, run);
      start();
    },
    printed(printed) {
      for (const { runId } of printed) logs.add(runId);
      start();
    },
    async close() {
      await sending;
    },
  };
}

/** As few payloads as hold everything. */
export function notices(runs: readonly Moved[], logs: readonly string[]): string[] {
  const payloads: string[] = [];
  let notice: { runs: string[]; logs: string[] } = { runs: [], logs: [] };
  let length = 0;
  const close = () => {
    payloads.push(`{"runs":[${notice.runs.join(',')}],"logs":[${notice.logs.join(',')}]}`);
    notice = { runs: [], logs: [] };
    length = 0;
  };
  const add = (list: 'runs' | 'logs', part: string) => {
    if (length > 0 && length + part.length + 25 > longestNotice) close();
    notice[list].push(part);
    length += part.length + 1;
  };
  for (const { runId, workspaceId, seq } of runs) add('runs', JSON.stringify([workspaceId, runId, seq]));
  for (const runId of logs) add('logs', JSON.stringify(runId));
  if (length > 0) close();
  return payloads;
}
