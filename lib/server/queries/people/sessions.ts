import type { ListOf } from '#lib/contracts/list.ts';
import type { SessionView } from '#lib/contracts/people.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { database } from '#lib/storage/database.ts';

interface Row {
  id: string;
  created_at: Date;
  seen_at: Date;
  address: string | null;
  agent: string | null;
}

/** Where the caller is signed in, the latest first. */
export async function listSessions(caller: Identity): Promise<ListOf<SessionView>> {
  const { rows } = await database().pool.query<Row>(
    `SELECT id, created_at, seen_at, address, agent FROM user_session
      WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now() ORDER BY seen_at DESC, id LIMIT 200`,
    [caller.user.id],
  );
  return {
    items: rows.map((row) => ({
      id: row.id,
      current: row.id === caller.sessionId,
      createdAt: row.created_at.toISOString(),
      seenAt: row.seen_at.toISOString(),
      address: row.address,
      agent: row.agent,
    })),
    nextCursor: null,
  };
}
