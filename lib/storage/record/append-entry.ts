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
  const [placed] = await appendEntries(tx, { workspaceId, entries: [entry] });
  return placed!;
}

/** The same for entries in a row: the head is locked once, and however many they are, there are two statements. */
export async function appendEntries(
  tx: Pick<Tx, 'query'>,
  { workspaceId, entries }: { workspaceId: string; entries: readonly NewAuditEntry[] },
): Promise<{ seq: number; hash: string }[]> {
  if (entries.length === 0) return [];
  const given = entries.map((entry) => cleanJson(entry as unknown as Json) as unknown as NewAuditEntry);
  // The clock is read after the lock: times in the record never go backwards.
  const { rows } = await tx.query<{ seq: number; hash: string; at: Date }>({
    name: 'lock_audit_head',
    text: `insert into audit_head as h (workspace_id, seq, hash) values ($1, 0, $2)
     on conflict (workspace_id) do update set seq = h.seq
     returning seq, hash, date_trunc('milliseconds', clock_timestamp()) as at`,
    values: [workspaceId, genesisHash],
  });
  let head = rows[0] as { seq: number; hash: string } | undefined;
  if (!head) throw new Error('the record has no head');
  const at = rows[0]!.at.toISOString();
  const placed: { seq: number; hash: string; prev: string; body: string }[] = [];
  for (const entry of given) {
    const seq: number = head.seq + 1;
    const body = canonicalJson({ ...entry, workspaceId, seq, at } as unknown as Json);
    head = { seq, hash: chainHash(head.hash, bodyHash(body)) };
    placed.push({ ...head, prev: placed.at(-1)?.hash ?? rows[0]!.hash, body });
  }
  await tx.query({
    name: 'append_entries',
    text: `with entry as (
       insert into audit_entry (workspace_id, at, seq, action, actor_id, resource_type, resource_id, run_id, body, prev_hash, hash)
       select $1, $2, t.* from unnest($3::int4[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
         $10::text[], $11::text[]) as t
     )
     update audit_head set seq = $12, hash = $13 where workspace_id = $1`,
    values: [
      workspaceId,
      at,
      placed.map(({ seq }) => seq),
      given.map(({ action }) => action),
      given.map(({ actor }) => actor.id),
      given.map(({ resource }) => resource.type),
      given.map(({ resource }) => resource.id),
      given.map(({ runId }) => runId),
      placed.map(({ body }) => body),
      placed.map(({ prev }) => prev),
      placed.map(({ hash }) => hash),
      head.seq,
      head.hash,
    ],
  });
  return placed.map(({ seq, hash }) => ({ seq, hash }));
}
