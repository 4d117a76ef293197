import type { z } from 'zod';
import type { ListOf } from '#lib/contracts/list.ts';
import type { InvitationView, invitationOffer } from '#lib/contracts/people.ts';
import type { Role } from '#lib/domain/access/permissions.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { secretHash } from '#lib/server/auth/secret.ts';
import { authorize } from '#lib/server/authorize.ts';
import type { Tx } from '#lib/server/change.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';

interface Row extends Record<string, unknown> {
  id: string;
  email: string;
  role: Role;
  groups: string[];
  invited_by: string;
  created_at: Date;
  expires_at: Date;
  status: InvitationView['status'];
}

const status = `CASE WHEN i.accepted_at IS NOT NULL THEN 'accepted' WHEN i.revoked_at IS NOT NULL THEN 'revoked'
  WHEN i.expires_at <= now() THEN 'expired' ELSE 'open' END AS status`;

const select = `SELECT i.id, i.email, i.role, u.name AS invited_by, i.created_at, i.expires_at, ${status},
    ARRAY(SELECT g.name FROM member_group g WHERE g.workspace_id = i.workspace_id AND g.id = ANY(i.groups)
           ORDER BY g.name) AS groups
  FROM invitation i JOIN member m ON m.id = i.invited_by JOIN app_user u ON u.id = m.user_id
  WHERE i.workspace_id = $1`;

/** Invitations and what became of them, the latest first. */
export async function listInvitations(caller: Identity): Promise<ListOf<InvitationView>> {
  authorize(caller, 'member.manage');
  const { rows } = await database().pool.query<Row>(`${select} ORDER BY i.created_at DESC, i.id LIMIT 200`, [
    caller.workspace.id,
  ]);
  return { items: rows.map(viewOf), nextCursor: null };
}

/** One invitation of the caller's workspace; 404 for any other. */
export async function readInvitation(caller: Identity, id: string, tx: Tx = database().pool): Promise<InvitationView> {
  const { rows } = await tx.query<Row>(`${select} AND i.id = $2`, [caller.workspace.id, id]);
  if (!rows[0]) throw refuse('not_found');
  return viewOf(rows[0]);
}

/** What a link offers; 404 for an unknown one, 410 for one that was used, withdrawn or is too old. */
export async function readOffer(
  token: string,
): Promise<{ offer: z.infer<typeof invitationOffer>; workspace: { id: string; name: string; slug: string } }> {
  const { rows } = await database().pool.query<
    Pick<Row, 'email' | 'role' | 'invited_by' | 'status'> & {
      workspace: { id: string; name: string; slug: string };
      account: boolean;
    }
  >(
    `SELECT i.email, i.role, u.name AS invited_by, ${status},
            json_build_object('id', w.id, 'name', w.name, 'slug', w.slug) AS workspace,
            EXISTS (SELECT 1 FROM app_user a WHERE a.email = i.email) AS account
       FROM invitation i JOIN workspace w ON w.id = i.workspace_id
       JOIN member m ON m.id = i.invited_by JOIN app_user u ON u.id = m.user_id
      WHERE i.token_hash = $1`,
    [secretHash(token)],
  );
  const row = rows[0];
  if (!row) throw refuse('not_found');
  if (row.status !== 'open')
    throw refuse('invitation_spent', { detail: spent[row.status], fix: 'Ask for a new invitation.' });
  return {
    offer: {
      email: row.email,
      role: row.role,
      workspace: row.workspace.name,
      invitedBy: row.invited_by,
      accountExists: row.account,
    },
    workspace: row.workspace,
  };
}

const spent = {
  accepted: 'It was used already.',
  revoked: 'It was withdrawn.',
  expired: 'It was open for 7 days and has expired.',
} as const;

const viewOf = (row: Row): InvitationView => ({
  id: row.id,
  email: row.email,
  role: row.role,
  groups: row.groups,
  invitedBy: row.invited_by,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  status: row.status,
});
