import type { Actor } from '#lib/domain/access/actor.ts';
import type { AuditAction } from '#lib/domain/audit/actions.ts';
import type { AuditBody } from '#lib/domain/audit/entry.ts';
import { appendEntry } from '#lib/storage/record/append-entry.ts';
import type { Tx } from '#lib/storage/tx.ts';

/** Who changes something, from where: a caller, or the system inside a workspace. */
export interface Author {
  workspace: { id: string };
  actor: Actor;
  address: string | null;
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

/** Writes a change into the record, in the change's own transaction and last in it (the chain's head is locked until the end). */
export async function recordAudit(tx: Tx, author: Author, input: AuditInput): Promise<void> {
  const { before = {}, after = {}, action, resource, runId = null, details = null } = input;
  const { actor, address } = author;
  const changes = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((path) => JSON.stringify(before[path]) !== JSON.stringify(after[path]))
    .map((path): AuditBody['changes'][number] => ({
      path,
      kind: path in before ? (path in after ? 'changed' : 'removed') : 'added',
      ...(path in before ? { before: before[path] } : {}),
      ...(path in after ? { after: after[path] } : {}),
    }));
  await appendEntry(tx, {
    workspaceId: author.workspace.id,
    entry: { action, actor, address, resource, runId, changes, details },
  });
}
