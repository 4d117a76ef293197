import type { Actor } from '#lib/domain/access/actor.ts';
import { bodyHash, chainHash, genesisHash } from '#lib/domain/audit/chain.ts';
import type { Tx } from '#lib/server/change.ts';

/** Who changes something, from where: a caller, or the system inside a workspace. */
export interface Author {
  workspace: { id: string };
  actor: Actor;
  address: string | null;
}

export interface AuditInput {
  /** `member.changed`, `gate.decided`: noun and past tense. */
  action: string;
  /** The name as it was then: the record reads the same when the thing is gone. */
  resource: { type: string; id: string; name: string };
  runId?: string | null;
  /** What was and what is; only the fields that differ are kept. Never secrets. */
  before?: Readonly<Record<string, unknown>>;
  after?: Readonly<Record<string, unknown>>;
  details?: unknown;
}

/** Writes a change into the record, in the change's own transaction and last in it (the chain's head is locked until the end). */
export async function recordAudit(tx: Tx, author: Author, input: AuditInput): Promise<void> {
  const { before = {}, after = {}, action, resource, runId = null, details = null } = input;
  const { actor, address } = author;
  const workspaceId = author.workspace.id;
  const changes = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((path) => JSON.stringify(before[path]) !== JSON.stringify(after[path]))
    .map((path) => ({
      path,
      kind: path in before ? (path in after ? 'changed' : 'removed') : 'added',
      ...(path in before ? { before: before[path] } : {}),
      ...(path in after ? { after: after[path] } : {}),
    }));
  await tx.query('INSERT INTO audit_head (workspace_id, seq, hash) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING', [
    workspaceId,
    genesisHash,
  ]);
  const { rows } = await tx.query<{ seq: number; hash: string; now: Date }>(
    'SELECT seq, hash, clock_timestamp() AS now FROM audit_head WHERE workspace_id = $1 FOR UPDATE',
    [workspaceId],
  );
  const head = rows[0];
  if (!head) throw new Error('The record has no head.');
  const seq = head.seq + 1;
  const body = JSON.stringify({
    workspaceId,
    seq,
    at: head.now.toISOString(),
    action,
    actor,
    address,
    resource,
    runId,
    changes,
    details,
  });
  const hash = chainHash(head.hash, bodyHash(body));
  await tx.query(
    `INSERT INTO audit_entry (workspace_id, seq, at, action, actor_id, resource_type, resource_id, run_id, body, prev_hash, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [workspaceId, seq, head.now, action, actor.id, resource.type, resource.id, runId, body, head.hash, hash],
  );
  await tx.query('UPDATE audit_head SET seq = $2, hash = $3 WHERE workspace_id = $1', [workspaceId, seq, hash]);
}
