import { randomUUID } from 'node:crypto';
import type { Role } from '#lib/domain/access/permissions.ts';
import { timeZoneNamed } from '#lib/domain/time-zone.ts';
import type { Tx } from '#lib/server/change.ts';
import { refuse } from '#lib/server/refusal.ts';
import { setGroups } from './member-groups.ts';

export interface Joining {
  workspaceId: string;
  userId: string;
  role: Role;
  groupIds: readonly string[];
}

/**
 * Makes a user a member and answers with the member's id. Somebody who was removed once gets their old member row back:
 * what they did stays theirs, and four eyes still know them. 409 for one who is a member now.
 */
export async function joinWorkspace(tx: Tx, { workspaceId, userId, role, groupIds }: Joining): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO member (id, workspace_id, user_id, role) VALUES ($1, $2, $3, $4)
     ON CONFLICT (workspace_id, user_id) DO UPDATE SET role = $4, removed_at = NULL, created_at = now()
       WHERE member.removed_at IS NOT NULL
     RETURNING id`,
    [randomUUID(), workspaceId, userId, role],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw refuse('conflict', 'This person is a member already.');
  await setGroups(tx, id, groupIds);
  return id;
}

export interface NewUser {
  email: string;
  name: string;
  /** Null: an account elsewhere signs them in. */
  passwordHash: string | null;
  /** As their browser names it; UTC for one that nobody knows. */
  timeZone?: string;
}

/** Adds an account; 409 when the address got one meanwhile. */
export async function insertUser(tx: Tx, { email, name, passwordHash, timeZone = 'UTC' }: NewUser): Promise<string> {
  const id = randomUUID();
  const { rowCount } = await tx.query(
    'INSERT INTO app_user (id, email, name, password_hash, time_zone) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
    [id, email, name, passwordHash, timeZoneNamed(timeZone) ?? 'UTC'],
  );
  if (rowCount === 0) throw refuse('conflict', 'There is an account with this address already.');
  return id;
}
