import type { z } from 'zod';
import type { gateComment } from '#lib/contracts/approval.ts';
import { database } from '#lib/storage/database.ts';

type Row = { id: string; by: string; at: Date; text: string };

/** What was said about a gate, oldest first; the last 500. The caller has been let in to the gate already. */
export async function listComments(gateId: string): Promise<z.infer<typeof gateComment>[]> {
  const { rows } = await database().pool.query<Row>(
    `SELECT c.id, coalesce(u.name, 'Somebody') AS by, c.created_at AS at, c.text
     FROM gate_comment c LEFT JOIN member m ON m.id = c.member_id LEFT JOIN app_user u ON u.id = m.user_id
     WHERE c.gate_id = $1 ORDER BY c.created_at DESC, c.id DESC LIMIT 500`,
    [gateId],
  );
  return rows.toReversed().map((row) => ({ ...row, at: row.at.toISOString() }));
}
