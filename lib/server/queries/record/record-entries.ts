import { database } from '#lib/storage/database.ts';
import type { Queryable } from '#lib/storage/engine/queryable.ts';
import { type EntryRow, entryColumns } from './entry-view.ts';

const batch = 1000;

/** A workspace's record from its first entry (or after `after`) up to `upTo`, batch by batch: it may be larger than memory. */
export async function* recordEntries(
  workspaceId: string,
  { after = 0, upTo, connection = database().pool }: { after?: number; upTo: number; connection?: Queryable },
): AsyncGenerator<EntryRow[]> {
  for (let last = after; last < upTo; ) {
    const { rows } = await connection.query<EntryRow>(
      `SELECT ${entryColumns} FROM audit_entry WHERE workspace_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT ${batch}`,
      [workspaceId, last, upTo],
    );
    if (rows.length === 0) return;
    yield rows;
    last = rows.at(-1)!.seq;
  }
}

/** Where the chain of a workspace ends; seq 0 for a record without entries. */
export async function recordHead(workspaceId: string): Promise<{ seq: number; hash: string } | null> {
  const { rows } = await database().pool.query<{ seq: number; hash: string }>(
    'SELECT seq, hash FROM audit_head WHERE workspace_id = $1',
    [workspaceId],
  );
  return rows[0] ?? null;
}
