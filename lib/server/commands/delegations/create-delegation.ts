import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { createDelegationRequest, DelegationView } from '#lib/contracts/delegation.ts';
import { roleMay } from '#lib/domain/access/permissions.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change, type Tx } from '#lib/server/change.ts';
import { readDelegation } from '#lib/server/queries/delegations/delegations.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';

const dayMs = 24 * 60 * 60_000;
const longestMs = 366 * dayMs;
/** One person cannot fill the table: nobody has this many stand-ins at once. */
const most = 50;

/** Lets somebody stand in for the caller, from a time to a time. They sign with the caller's right, and say so. */
export async function createDelegation(
  caller: Caller,
  { taker, startsAt, endsAt, note = '' }: z.output<typeof createDelegationRequest>,
): Promise<DelegationView> {
  authorize(caller, 'delegation.own');
  const id = randomUUID();
  return change(
    caller,
    async (tx) => {
      const takerId = await takerOf(tx, caller, taker);
      const { rows } = await tx.query<{ now: Date; running: number }>(
        `SELECT now() AS now, (SELECT count(*)::int FROM delegation
           WHERE workspace_id = $1 AND giver_id = $2 AND revoked_at IS NULL AND ends_at > now()) AS running`,
        [caller.workspace.id, caller.member.id],
      );
      const { now, running } = rows[0]!;
      if (running >= most)
        throw refuse('conflict', { detail: `${most} people stand in for you already.`, fix: 'End some of it first.' });
      const times = timesOf({ startsAt, endsAt }, now);
      await tx.query(
        `INSERT INTO delegation (id, workspace_id, giver_id, taker_id, starts_at, ends_at, note)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, caller.workspace.id, caller.member.id, takerId, times.starts, times.ends, note],
      );
      const made = await readDelegation(caller, id, tx);
      await recordAudit(tx, caller, {
        action: 'delegation.made',
        resource: { type: 'delegation', id, name: made.taker.name },
        details: { giver: made.giver, taker: made.taker, startsAt: made.startsAt, endsAt: made.endsAt, note },
      });
      return made;
    },
    ['people', 'approvals'],
  );
}

/** A member who may decide, other than the caller; refuses anybody else with the reason. */
async function takerOf(tx: Tx, { workspace, member }: Caller, given: string): Promise<string> {
  const { rows } = await tx.query<{ id: string; role: string }>(
    `SELECT m.id, m.role FROM member m JOIN app_user u ON u.id = m.user_id
     WHERE m.workspace_id = $1 AND m.removed_at IS NULL AND u.disabled_at IS NULL AND (m.id = $2 OR u.email = lower($2))`,
    [workspace.id, given],
  );
  const [taker] = rows;
  const wrong = (message: string) => refuse('invalid_request', { errors: [{ path: 'taker', message }] });
  if (!taker) throw wrong('is no member of this workspace');
  if (taker.id === member.id) throw wrong('cannot be yourself');
  if (!roleMay(taker.role, 'gate.decide')) throw wrong('has a role that does not decide gates');
  return taker.id;
}

function timesOf({ startsAt, endsAt }: { startsAt: string | undefined; endsAt: string }, now: Date) {
  const starts = Math.max(now.getTime(), startsAt === undefined ? 0 : Date.parse(startsAt));
  const ends = Date.parse(endsAt);
  const wrong = (path: string, message: string) => refuse('invalid_request', { errors: [{ path, message }] });
  if (starts - now.getTime() > longestMs) throw wrong('startsAt', 'is more than a year away');
  if (ends <= starts) throw wrong('endsAt', starts > now.getTime() ? 'comes before it begins' : 'is over already');
  if (ends - starts > longestMs) throw wrong('endsAt', 'is more than a year after it begins');
  return { starts: new Date(starts), ends: new Date(ends) };
}
