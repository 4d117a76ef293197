import { type Role, roleMay, roleNames } from '#lib/domain/access/permissions.ts';
import type { VoterFacts } from '#lib/domain/run/command.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import type { Queryable } from '#lib/storage/engine/queryable.ts';

type Row = {
  id: string;
  name: string;
  email: string;
  groups: string[];
  selfApproval: 'never' | 'marked';
  /** They named the caller to stand in for them now. */
  gives: boolean;
};

const deciders: Role[] = roleNames.filter((role) => roleMay(role, 'gate.decide'));

/**
 * Who may decide gates in the caller's workspace at this moment, and what the caller is among them. Read inside the
 * decision's own transaction: a session is believed for two seconds, a signature must not be. With `refuseOthers` a
 * caller who is no decider any more is refused (`forbidden`).
 */
export async function voterFacts(
  caller: Pick<Identity, 'workspace' | 'member' | 'user'>,
  { connection = database().pool, refuseOthers = false }: { connection?: Queryable; refuseOthers?: boolean } = {},
): Promise<VoterFacts> {
  const { rows } = await connection.query<Row>(
    `SELECT m.id, u.name, u.email, w.self_approval AS "selfApproval",
       EXISTS (SELECT 1 FROM delegation d WHERE d.workspace_id = $1 AND d.giver_id = m.id AND d.taker_id = $3
         AND d.revoked_at IS NULL AND d.starts_at <= now() AND d.ends_at > now()) AS gives,
       array(SELECT g.name FROM group_member gm JOIN member_group g ON g.id = gm.group_id WHERE gm.member_id = m.id) AS groups
     FROM member m JOIN app_user u ON u.id = m.user_id JOIN workspace w ON w.id = m.workspace_id
     WHERE m.workspace_id = $1 AND m.removed_at IS NULL AND u.disabled_at IS NULL AND m.role = ANY($2)
     ORDER BY m.id`,
    [caller.workspace.id, deciders, caller.member.id],
  );
  const own = rows.find((row) => row.id === caller.member.id);
  if (!own && refuseOthers) throw refuse('forbidden', 'You may not decide gates in this workspace any more.');
  return {
    groups: own?.groups ?? [],
    email: own?.email ?? caller.user.email,
    delegators: rows
      .filter((row) => row.gives && row.id !== caller.member.id)
      .map(({ id, name, email, groups }) => ({ id, name, email, groups })),
    eligible: rows.map(({ id, email, groups }) => ({ id, email, groups })),
    selfApproval: own?.selfApproval ?? caller.workspace.selfApproval,
  };
}
