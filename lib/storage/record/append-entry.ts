import { bodyHash, chainHash, genesisHash } from '#lib/domain/audit/chain.ts';
import type { AuditBody } from '#lib/domain/audit/entry.ts';
import { cleanJson } from '#lib/domain/run/clean.ts';
import { canonicalJson } from '#lib/domain/workflow/canonical.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { Tx } from '../tx.ts';

/** What the writer gives; place and time come from the chain's head. */
export type NewAuditEntry = Pick<
  AuditBody,
  'action' | 'actor' | 'address' | 'resource' | 'runId' | 'changes' | 'details'
>;

/**
 * Adds an entry to a workspace's record. Locks the chain's head until the transaction ends, and everyone in the
 * workspace waits for it: the last thing an audited command does, and only two statements. NUL and lone surrogates
 * become U+FFFD; throws RangeError on details that nest too deep.
 */
export async function appendEntry(
  tx: Pick<Tx, 'query'>,
  { workspaceId, entry }: { workspaceId: string; entry: NewAuditEntry },
): Promise<{ seq: number; hash: string }> {
  const given = cleanJson(entry as unknown as Json) as unknown as NewAuditEntry;
  // The clock is read after the lock: times in the record never go backwards.
  const { rows } = await tx.query<{ seq: number; hash: string; at: Date }>(
    `insert into audit_head as h (workspace_id, seq, hash) values ($1, 0, $2)
     on conflict (workspace_id) do update set seq = h.seq
     returning seq, hash, date_trunc('milliseconds', clock_timestamp()) as at`,
    [workspaceId, genesisHash],
  );
  const head = rows[0];
  if (!head) throw new Error('the record has no head');
  const seq = head.seq + 1;
  const at = head.at.toISOString();
  const body = canonicalJson({ ...given, workspaceId, seq, at } as unknown as Json);
  const hash = chainHash(head.hash, bodyHash(body));
  const { action, actor, resource, runId } = given;
  await tx.query(
    `with entry as (
       insert into audit_entry (workspace_id, seq, at, action, actor_id, resource_type, resource_id, run_id, body, prev_hash, hash)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     )
     update audit_head set seq = $2, hash = $11 where workspace_id = $1`,
    [workspaceId, seq, at, action, actor.id, resource.type, resource.id, runId, body, head.hash, hash],
  );
  return { seq, hash };
}
