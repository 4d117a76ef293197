import type { MachineCommand } from '#lib/domain/run/command.ts';
import type { InboxItem, WorkerSession } from '#lib/engine/ports.ts';
import type { Queryable } from './queryable.ts';

/** What waits for a run's holder, oldest first, and the run's version, read at one moment. */
export async function readInbox(
  connection: Queryable,
  runId: string,
): Promise<{ items: InboxItem[]; version: number }> {
  const { rows } = await connection.query<{ version: number; id: string | null; command: MachineCommand }>({
    name: 'read_inbox',
    text: `select r.version, b.id, b.command from run r left join run_inbox b on b.run_id = r.id
      where r.id = $1 order by b.id`,
    values: [runId],
  });
  return {
    items: rows.flatMap(({ id, command }) => (id === null ? [] : { id, command })),
    version: rows[0]?.version ?? 0,
  };
}

/**
 * Of the runs a session holds, those that changed behind its back: inbox rows, another version than it knows, or held
 * without its knowing.
 */
export async function stirredRuns(
  connection: Queryable,
  { session, versions }: { session: WorkerSession; versions: ReadonlyMap<string, number> },
): Promise<string[]> {
  const { rows } = await connection.query<{ id: string }>({
    name: 'stirred_runs',
    text: `select r.id from run r left join unnest($2::text[], $3::int4[]) as known(id, version) on known.id = r.id
      where r.session_id = $1
        and (r.version is distinct from known.version or exists (select 1 from run_inbox b where b.run_id = r.id))`,
    values: [session.id, [...versions.keys()], [...versions.values()]],
  });
  return rows.map(({ id }) => id);
}

/** Sessions that hold these runs; null for nobody. */
export async function holdersOf(connection: Queryable, runIds: readonly string[]): Promise<Map<string, string | null>> {
  const { rows } = await connection.query<{ id: string; session_id: string | null }>({
    name: 'run_holders',
    text: 'select id, session_id from run where id = any($1)',
    values: [runIds],
  });
  return new Map(rows.map((row) => [row.id, row.session_id]));
}
