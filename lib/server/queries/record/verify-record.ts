import type { VerificationView } from '#lib/contracts/record.ts';
import { firstBrokenLink, genesisHash } from '#lib/domain/audit/chain.ts';
import { readAuditBody } from '#lib/domain/audit/entry.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { database } from '#lib/storage/database.ts';
import type { EntryRow } from './entry-view.ts';
import { recordEntries, recordHead } from './record-entries.ts';

/**
 * Recomputes the whole chain of the workspace's record: every text against its hash, every hash against the one
 * before, the columns lists are filtered by against the text, and the end against the head.
 */
export async function verifyRecord(caller: Identity): Promise<VerificationView> {
  authorize(caller, 'record.read');
  const workspaceId = caller.workspace.id;
  const head = (await recordHead(workspaceId)) ?? { seq: 0, hash: genesisHash };
  const verifiedAt = new Date().toISOString();
  let last = { seq: 0, hash: genesisHash };
  for await (const rows of recordEntries(workspaceId, { upTo: head.seq })) {
    const broken = firstBrokenLink(rows, last) ?? rows.map(foreignBody(workspaceId)).find((fault) => fault !== null);
    if (broken) return { ok: false, entries: last.seq, head: head.hash, verifiedAt, firstBad: broken };
    last = rows.at(-1)!;
  }
  const entries = last.seq;
  const firstBad =
    (await afterHead(workspaceId, head)) ?? endFault(last, head) ?? (await foreignColumn(workspaceId, head.seq));
  return firstBad
    ? { ok: false, entries, head: head.hash, verifiedAt, firstBad }
    : { ok: true, entries, head: head.hash, verifiedAt };
}

/** An entry that tells of another place than the one it stands at. */
const foreignBody = (workspaceId: string) => (row: EntryRow) => {
  try {
    const body = readAuditBody(row.body);
    return body.seq === row.seq && body.workspaceId === workspaceId
      ? null
      : { seq: row.seq, reason: 'its text belongs to another place in a record' };
  } catch {
    return { seq: row.seq, reason: 'its text cannot be read' };
  }
};

function endFault(last: { seq: number; hash: string }, head: { seq: number; hash: string }) {
  if (last.seq < head.seq) return { seq: last.seq + 1, reason: `entry ${last.seq + 1} is missing` };
  return last.hash === head.hash ? null : { seq: last.seq, reason: 'the head does not match the last entry' };
}

/** An entry beyond the head was not written by this program (its commits move both). */
async function afterHead(workspaceId: string, head: { seq: number }) {
  const { rows } = await database().pool.query<{ seq: number }>(
    `SELECT min(e.seq) AS seq FROM audit_entry e WHERE e.workspace_id = $1
       AND e.seq > coalesce((SELECT h.seq FROM audit_head h WHERE h.workspace_id = $1), $2)`,
    [workspaceId, head.seq],
  );
  const seq = rows[0]?.seq ?? null;
  return seq === null ? null : { seq, reason: 'it stands beyond the head of the record' };
}

/** Lists filter by columns: one that says something else than the text hides an entry, or shows it under a wrong name. */
async function foreignColumn(workspaceId: string, upTo: number) {
  const { rows } = await database().pool.query<{ seq: number | null }>(
    `SELECT min(seq) AS seq FROM (SELECT *, body::json AS said FROM audit_entry WHERE workspace_id = $1 AND seq <= $2) e
     WHERE (at, action, actor_id, resource_type, resource_id, run_id) IS DISTINCT FROM
       ((said->>'at')::timestamptz, said->>'action', said->'actor'->>'id', said->'resource'->>'type',
        said->'resource'->>'id', said->>'runId')`,
    [workspaceId, upTo],
  );
  const seq = rows[0]?.seq ?? null;
  return seq === null ? null : { seq, reason: 'its columns do not say what was recorded' };
}
