import type { MachineCommand } from '#lib/domain/run/command.ts';
import type { InboxItem, WorkerSession } from '#lib/engine/ports.ts';
import type { Queryable } from './queryable.ts';

type Inbox = { items: InboxItem[]; version: number };

/** What waits for the holders of runs, oldest first, and the runs' versions, read at one moment. */
export async function readInboxes(connection: Queryable, runIds: readonly string[]): Promise<Map<string, Inbox>> {
  const { rows } = await connection.query<{ run: string; version: number; id: string | null; command: MachineCommand }>(
    {
      name: 'read_inboxes',
      text: `select r.id as run, r.version, b.id, b.command from run r left join run_inbox b on b.run_id = r.id
      where r.id = any($1::text[]) order by b.id`,
      values: [runIds],
    },
  );
  const inboxes = new Map<string, Inbox>();
  for (const { run, version, id, command } of rows) {
    const inbox = inboxes.get(run) ?? { items: [], version };
    if (id !== null) inbox.items.push({ id, command });
    inboxes.set(run, inbox);
  }
  return inboxes;
}

/** The same of one run. */
export const readInbox = async (connection: Queryable, runId: string): Promise<Inbox> =>
  (await readInboxes(connection, [runId])).get(runId) ?? { items: [], version: 0 };

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
