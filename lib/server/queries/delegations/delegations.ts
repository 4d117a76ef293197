import type { DelegationView } from '#lib/contracts/delegation.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize, may } from '#lib/server/authorize.ts';
import type { Tx } from '#lib/server/change.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';

type Person = DelegationView['giver'];
type Row = Pick<DelegationView, 'id' | 'giver' | 'taker' | 'note' | 'status'> & { startsAt: Date; endsAt: Date };

const personOf = (who: string) => `(SELECT json_build_object('id', m.id, 'name', u.name, 'email', u.email)
    FROM member m JOIN app_user u ON u.id = m.user_id WHERE m.id = ${who})`;

const select = `SELECT d.id, ${personOf('d.giver_id')} AS giver, ${personOf('d.taker_id')} AS taker, d.note,
    d.starts_at AS "startsAt", least(d.ends_at, d.revoked_at) AS "endsAt",
    CASE WHEN least(d.ends_at, d.revoked_at) <= now() THEN 'over' WHEN d.starts_at > now() THEN 'planned'
      ELSE 'active' END AS status
  FROM delegation d WHERE d.workspace_id = $1`;

/** Who stands in for whom: what goes on and what is planned, by its beginning; `past`: all of it, the newest first. */
export async function listDelegations(
  caller: Identity,
  { past = false, mine = false }: { past?: boolean | undefined; mine?: boolean | undefined },
): Promise<ListOf<DelegationView>> {
  authorize(caller, 'delegation.read');
  const which = past ? '' : 'AND d.revoked_at IS NULL AND d.ends_at > now()';
  const whose = mine ? 'AND $2 IN (d.giver_id, d.taker_id)' : 'AND $2::text IS NOT NULL';
  const { rows } = await database().pool.query<Row>(
    `${select} ${which} ${whose} ORDER BY d.starts_at ${past ? 'DESC' : ''}, d.id LIMIT 500`,
    [caller.workspace.id, caller.member.id],
  );
  return { items: rows.map((row) => viewOf(row, caller)), nextCursor: null };
}

/** One of them; 404 for one of another workspace. */
export async function readDelegation(caller: Identity, id: string, tx: Tx = database().pool): Promise<DelegationView> {
  const { rows } = await tx.query<Row>(`${select} AND d.id = $2`, [caller.workspace.id, id]);
  if (!rows[0]) throw refuse('not_found', 'Nobody stands in for anybody under this id.');
  return viewOf(rows[0], caller);
}

/** Whose it is may end it, as may those who manage it for others. */
export const mayEnd = (caller: Identity, giver: Pick<Person, 'id'>): boolean =>
  may(caller, 'delegation.manage') || (may(caller, 'delegation.own') && giver.id === caller.member.id);

const viewOf = ({ startsAt, endsAt, ...row }: Row, caller: Identity): DelegationView => ({
  ...row,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  mayEnd: row.status !== 'over' && mayEnd(caller, row.giver),
});
