import { type Role, roleMay } from '#lib/domain/access/permissions.ts';
import type { NamedPolicy } from '#lib/domain/gate/strengthen.ts';
import { type Decider, type Workforce, workforceOf } from '#lib/domain/gate/workforce.ts';
import type { Tx } from '#lib/server/change.ts';
import { database } from '#lib/storage/database.ts';

type Row = {
  selfApproval: 'never' | 'marked';
  members: (Decider & { role: Role })[];
  groups: { name: string; members: number }[];
  policies: NamedPolicy[];
};

/** Who can sign in a workspace at this moment, and what its policies demand; inside a change, as it makes it. */
export async function readWorkforce(workspaceId: string, tx: Tx = database().pool): Promise<Workforce> {
  const { rows } = await tx.query<Row>({
    name: 'workforce',
    text: `SELECT w.self_approval AS "selfApproval",
        (SELECT coalesce(json_agg(json_build_object('id', m.id, 'email', u.email, 'role', m.role,
             'provable', u.password_hash IS NOT NULL OR u.totp_since IS NOT NULL,
             'groups', coalesce(g.names, '[]')) ORDER BY m.id), '[]')
           FROM member m JOIN app_user u ON u.id = m.user_id
           LEFT JOIN (SELECT gm.member_id, json_agg(mg.name) AS names FROM group_member gm
             JOIN member_group mg ON mg.id = gm.group_id AND mg.workspace_id = $1 GROUP BY 1) g ON g.member_id = m.id
          WHERE m.workspace_id = w.id AND m.removed_at IS NULL AND u.disabled_at IS NULL) AS members,
        (SELECT coalesce(json_agg(json_build_object('name', mg.name, 'members',
             (SELECT count(*) FROM group_member gm JOIN member m ON m.id = gm.member_id AND m.removed_at IS NULL
               WHERE gm.group_id = mg.id))), '[]')
           FROM member_group mg WHERE mg.workspace_id = w.id) AS groups,
        (SELECT coalesce(json_agg(json_build_object('name', p.name, 'everywhere', p.everywhere, 'demand', p.demand)
             ORDER BY p.name), '[]')
           FROM gate_policy p WHERE p.workspace_id = w.id) AS policies
      FROM workspace w WHERE w.id = $1`,
    values: [workspaceId],
  });
  const { members, groups, ...rest } = rows[0]!;
  const decides = ({ role }: { role: Role }) => roleMay(role, 'gate.decide');
  return workforceOf({
    ...rest,
    deciders: members.filter(decides),
    others: new Set(members.filter((member) => !decides(member)).map(({ email }) => email.toLowerCase())),
    groups: new Map(groups.map((group) => [group.name, group.members])),
  });
}
