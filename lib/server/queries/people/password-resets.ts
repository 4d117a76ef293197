import type { z } from 'zod';
import type { resetOffer } from '#lib/contracts/coming-in.ts';
import { secretHash } from '#lib/server/auth/secret.ts';
import type { Tx } from '#lib/server/change.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';

/** A link that stands, and whose password it sets. */
export interface StandingReset {
  id: string;
  user: { id: string; name: string; email: string; timeZone: string };
}

interface Row extends Record<string, unknown> {
  id: string;
  user_id: string;
  name: string;
  email: string;
  time_zone: string;
  stands: boolean;
}

/**
 * What a link sets; 404 for an unknown one, 410 for one that was used or is too old. What its
 * maker could not give any more today, a link does not give either: the person may have joined another workspace.
 */
export async function readReset(token: string, tx: Tx = database().pool): Promise<StandingReset> {
  const { rows } = await tx.query<Row>(
    `SELECT r.id, r.user_id, u.name, u.email, u.time_zone,
            r.used_at IS NULL AND r.expires_at > now() AND u.disabled_at IS NULL
              AND EXISTS (SELECT 1 FROM member m WHERE m.user_id = u.id AND m.removed_at IS NULL)
              AND (r.made_by IS NULL OR NOT EXISTS (
                SELECT 1 FROM member m WHERE m.user_id = u.id AND m.removed_at IS NULL AND NOT EXISTS (
                  SELECT 1 FROM member maker JOIN member o ON o.user_id = maker.user_id
                   WHERE maker.id = r.made_by AND o.workspace_id = m.workspace_id AND o.role = 'owner'
                     AND o.removed_at IS NULL))) AS stands
       FROM password_reset r JOIN app_user u ON u.id = r.user_id
      WHERE r.token_hash = $1`,
    [secretHash(token)],
  );
  const row = rows[0];
  if (!row) throw refuse('not_found');
  if (!row.stands)
    throw refuse('reset_spent', {
      detail: 'It was used already, is too old, or a newer one was used.',
      fix: 'Ask for a new link.',
    });
  return { id: row.id, user: { id: row.user_id, name: row.name, email: row.email, timeZone: row.time_zone } };
}

export async function readResetOffer(token: string): Promise<z.input<typeof resetOffer>> {
  const { user } = await readReset(token);
  return { email: user.email, name: user.name };
}
