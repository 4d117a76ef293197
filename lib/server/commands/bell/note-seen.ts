import type { z } from 'zod';
import type { bellSeenRequest } from '#lib/contracts/bell.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { database } from '#lib/storage/database.ts';

/** Notes up to where somebody looked at their bell. Looking changes nothing for anybody else, and is in no record. */
export async function noteSeen({ member }: Caller, { upTo }: z.output<typeof bellSeenRequest>): Promise<void> {
  await database().pool.query(
    'UPDATE member SET bell_seen_at = greatest(bell_seen_at, least($2::timestamptz, now())) WHERE id = $1',
    [member.id, upTo],
  );
}
