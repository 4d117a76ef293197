import type { z } from 'zod';
import type { gateComment } from '#lib/contracts/approval.ts';
import { database } from '#lib/storage/database.ts';

type GateComment = z.infer<typeof gateComment>;
type Row = Omit<GateComment, 'by' | 'at' | 'asks'> & {
  byId: string;
  byName: string;
  at: Date;
  asksId: string | null;
  asksName: string;
};

/** What was said about a gate, oldest first; the last 500. The caller has been let in to the gate already. */
export async function listComments(gateId: string): Promise<GateComment[]> {
  const { rows } = await database().pool.query<Row>(
    `SELECT c.id, c.kind, c.member_id AS "byId", coalesce(u.name, 'Somebody') AS "byName", c.created_at AS at, c.text,
       c.asks_id AS "asksId", coalesce(au.name, 'Somebody') AS "asksName", c.answers_id AS answers,
       EXISTS (SELECT 1 FROM gate_comment a WHERE a.gate_id = c.gate_id AND a.answers_id = c.id) AS answered
     FROM gate_comment c LEFT JOIN member m ON m.id = c.member_id LEFT JOIN app_user u ON u.id = m.user_id
       LEFT JOIN member am ON am.id = c.asks_id LEFT JOIN app_user au ON au.id = am.user_id
     WHERE c.gate_id = $1 ORDER BY c.created_at DESC, c.id DESC LIMIT 500`,
    [gateId],
  );
  return rows.toReversed().map(({ byId, byName, asksId, asksName, at, ...same }) => ({
    ...same,
    by: { id: byId, name: byName },
    at: at.toISOString(),
    asks: asksId === null ? null : { id: asksId, name: asksName },
  }));
}
