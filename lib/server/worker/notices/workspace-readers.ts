import { type Role, roleMay } from '#lib/domain/access/permissions.ts';
import type { Reader } from '#lib/domain/gate/readers.ts';
import type { VoterFacts } from '#lib/domain/run/command.ts';
import type { Queryable } from '#lib/storage/engine/queryable.ts';

export type WorkspaceReader = Reader & { wantsMail: boolean; timeZone: string };
export type WorkspaceReaders = {
  name: string;
  slug: string;
  selfApproval: VoterFacts['selfApproval'];
  members: WorkspaceReader[];
};

type Row = {
  workspaceId: string;
  workspace: string;
  slug: string;
  selfApproval: 'never' | 'marked';
  id: string;
  name: string;
  email: string;
  role: Role;
  wantsMail: boolean;
  timeZone: string;
  groups: string[];
  givers: string[];
};

/** The members of these workspaces as they are now, and for whom they stand in. A workspace without members is missing. */
export async function readersIn(
  connection: Queryable,
  workspaceIds: readonly string[],
): Promise<Map<string, WorkspaceReaders>> {
  const { rows } = await connection.query<Row>(
    `SELECT w.id AS "workspaceId", w.name AS workspace, w.slug, w.self_approval AS "selfApproval", m.id, u.name, u.email,
       m.role, m.gate_mail AS "wantsMail", u.time_zone AS "timeZone",
       array(SELECT g.name FROM group_member gm JOIN member_group g ON g.id = gm.group_id WHERE gm.member_id = m.id) AS groups,
       array(SELECT d.giver_id FROM delegation d WHERE d.workspace_id = w.id AND d.taker_id = m.id
         AND d.revoked_at IS NULL AND d.starts_at <= now() AND d.ends_at > now()) AS givers
     FROM workspace w JOIN member m ON m.workspace_id = w.id JOIN app_user u ON u.id = m.user_id
     WHERE w.id = ANY($1) AND m.removed_at IS NULL AND u.disabled_at IS NULL
     ORDER BY m.id`,
    [[...new Set(workspaceIds)]],
  );
  return new Map([...Map.groupBy(rows, (row) => row.workspaceId)].map(([id, members]) => [id, readersOf(members)]));
}

function readersOf(rows: readonly Row[]): WorkspaceReaders {
  const decides = ({ role }: Row) => roleMay(role, 'gate.decide');
  const deciders = new Map(rows.filter(decides).map((row) => [row.id, row]));
  const { workspace, slug, selfApproval } = rows[0]!;
  const members = rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    groups: row.groups,
    decides: decides(row),
    wantsMail: row.wantsMail,
    timeZone: row.timeZone,
    delegators: row.givers.flatMap((giver) => {
      const found = deciders.get(giver);
      return found ? [{ id: found.id, name: found.name, email: found.email, groups: found.groups }] : [];
    }),
  }));
  return { name: workspace, slug, selfApproval, members };
}
