import type { Actor } from '#lib/domain/access/actor.ts';
import type { AuditAction } from '#lib/domain/audit/actions.ts';
import type { AuditBody } from '#lib/domain/audit/entry.ts';
import type { Once } from '#lib/server/http/once.ts';
import { appendEntries, type NewAuditEntry } from '#lib/storage/record/append-entry.ts';
import type { Tx } from '#lib/storage/tx.ts';

/** Who changes something, from where: a caller, or the system inside a workspace. */
export interface Author {
  workspace: { id: string };
  actor: Actor;
  address: string | null;
  /** The call's Idempotency-Key. */
  once?: Pick<Once, 'reserve'> | null;
}

export interface AuditInput {
  /** `member.changed`, `gate.decided`: noun and past tense. */
  action: AuditAction;
  /** The name as it was then: the record reads the same when the thing is gone. */
  resource: { type: string; id: string; name: string };
  runId?: string | null;
  /** What was and what is; only the fields that differ are kept. Never secrets. */
  before?: Readonly<Record<string, unknown>>;
  after?: Readonly<Record<string, unknown>>;
  details?: unknown;
}

/**
 * Writes a change into the record, in the change's own transaction and last in it: the chain's head is locked until the
 * end. The Idempotency-Key is taken just before.
 */
export async function recordAudit(tx: Tx, author: Author, input: AuditInput): Promise<void> {
  await author.once?.reserve(tx);
  await recordAudits(tx, [{ author, input }]);
}

/**
 * The same for many changes at once: each workspace's entries go into its record together, in the order given. The heads
 * are locked in the order of the workspaces' ids, so that two batches never wait for each other in a circle; their keys
 * are taken already.
 */
export async function recordAudits(tx: Tx, given: readonly { author: Author; input: AuditInput }[]): Promise<void> {
  const entries = Map.groupBy(given, ({ author }) => author.workspace.id);
  for (const workspaceId of [...entries.keys()].toSorted())
    await appendEntries(tx, {
      workspaceId,
      entries: entries.get(workspaceId)!.map(({ author, input }) => entryOf(author, input)),
    });
}

function entryOf({ actor, address }: Author, input: AuditInput): NewAuditEntry {
  const { before = {}, after = {}, action, resource, runId = null, details = null } = input;
  const changes = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((path) => JSON.stringify(before[path]) !== JSON.stringify(after[path]))
    .map((path): AuditBody['changes'][number] => ({
      path,
      kind: path in before ? (path in after ? 'changed' : 'removed') : 'added',
      ...(path in before ? { before: before[path] } : {}),
      ...(path in after ? { after: after[path] } : {}),
    }));
  return { action, actor, address, resource, runId, changes, details };
}
