import { randomUUID } from 'node:crypto';
import { systemActor } from '#lib/domain/access/actor.ts';
import type { AuditAction } from '#lib/domain/audit/actions.ts';
import { newSecret, secretHash } from '#lib/server/auth/secret.ts';
import type { Tx } from '#lib/server/change.ts';
import { serverConfig } from '#lib/server/config.ts';
import { recordAudits } from '#lib/server/record-audit.ts';

/** Whose password a link sets. */
export interface Holder {
  id: string;
  name: string;
}

/** Makes a link that sets this person's password once. Only its hash is kept. `madeBy`: the member who made it. */
export async function insertPasswordLink(
  tx: Tx,
  { userId, madeBy, hours }: { userId: string; madeBy: string | null; hours: number },
): Promise<{ link: string; expiresAt: string }> {
  const token = newSecret();
  const { rows } = await tx.query<{ expires_at: Date }>(
    `INSERT INTO password_reset (id, user_id, token_hash, made_by, expires_at)
     VALUES ($1, $2, $3, $4, now() + make_interval(hours => $5)) RETURNING expires_at`,
    [randomUUID(), userId, secretHash(token), madeBy, hours],
  );
  return { link: `${serverConfig().url}/reset-password/${token}`, expiresAt: rows[0]!.expires_at.toISOString() };
}

/** Who that is; null when nobody here has the address, or they may not come in any more. Locks the account. */
export async function lockHolder(tx: Tx, email: string): Promise<Holder | null> {
  const { rows } = await tx.query<{ id: string; name: string }>(
    `SELECT id, name FROM app_user u WHERE email = $1 AND disabled_at IS NULL
        AND EXISTS (SELECT 1 FROM member m WHERE m.user_id = u.id AND m.removed_at IS NULL) FOR UPDATE`,
    [email],
  );
  return rows[0] ?? null;
}

/** Writes down, in every workspace of the person, a link that no member made. */
export async function recordSystemLink(
  tx: Tx,
  holder: Holder,
  { action, address, details }: { action: AuditAction; address: string | null; details?: unknown },
): Promise<void> {
  const { rows } = await tx.query<{ id: string; workspace_id: string }>(
    'SELECT id, workspace_id FROM member WHERE user_id = $1 AND removed_at IS NULL',
    [holder.id],
  );
  await recordAudits(
    tx,
    rows.map(({ id, workspace_id }) => ({
      author: { workspace: { id: workspace_id }, actor: systemActor, address },
      input: { action, resource: { type: 'member', id, name: holder.name }, details },
    })),
  );
}
