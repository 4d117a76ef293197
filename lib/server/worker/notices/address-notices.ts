import type { Pool } from 'pg';
import type { NoticeAbout } from '#lib/domain/gate/notice.ts';
import { readersOf } from '#lib/domain/gate/readers.ts';
import { sendsMail } from '#lib/server/mail/send-mail.ts';
import { type GateLineRow, lineColumns, lineOfRow } from '#lib/server/queries/approvals/gate-line.ts';
import type { Queryable } from '#lib/storage/engine/queryable.ts';
import { inTransaction } from '#lib/storage/transaction.ts';
import { readersIn } from './workspace-readers.ts';

export type Pace = {
  /** A letter waits this long for others to the same person, in ms. */
  gatherMs: number;
  /** After a letter the next one to the same person waits this long for others, in ms. */
  apartMs: number;
};

type NoticeRow = { noticeId: string; workspaceId: string; about: NoticeAbout; nth: number };
type Recipient = { noticeId: string; workspaceId: string; channelId: string | null; memberId: string | null };

const most = 100;

/**
 * Finds out whom the oldest notices go to, by how gate and people are now, and writes a delivery for each of them. Several
 * workers may do so at once: each takes others. Answers how many there were.
 */
export function addressNotices(pool: Pool, pace: Pace): Promise<number> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<NoticeRow & GateLineRow>(
      `SELECT n.id AS "noticeId", n.workspace_id AS "workspaceId", n.about, n.nth, ${lineColumns}
       FROM (SELECT * FROM notice WHERE addressed_at IS NULL ORDER BY id LIMIT ${most} FOR UPDATE SKIP LOCKED) n
       JOIN gate g ON g.id = n.gate_id ORDER BY n.id`,
    );
    if (rows.length === 0) return 0;
    const recipients = await recipientsOf(tx, rows);
    await writeDeliveries(tx, recipients, pace);
    await tx.query('UPDATE notice SET addressed_at = now() WHERE id = ANY($1)', [rows.map(({ noticeId }) => noticeId)]);
    return rows.length;
  });
}

async function recipientsOf(tx: Queryable, rows: readonly (NoticeRow & GateLineRow)[]): Promise<Recipient[]> {
  const workspaceIds = [...new Set(rows.map(({ workspaceId }) => workspaceId))];
  const workspaces = await readersIn(tx, workspaceIds);
  const { rows: channels } = await tx.query<{ id: string; workspaceId: string; about: NoticeAbout[] }>(
    'SELECT id, workspace_id AS "workspaceId", about FROM channel WHERE workspace_id = ANY($1) AND enabled',
    [workspaceIds],
  );
  return rows.flatMap((row) => {
    const { noticeId, workspaceId, about, nth } = row;
    const line = lineOfRow(row);
    // Nobody is asked about what was decided meanwhile.
    if (line.closed && about !== 'closed') return [];
    const { members = [], selfApproval = 'never' } = workspaces.get(workspaceId) ?? {};
    const wanting = sendsMail() ? members.filter(({ wantsMail }) => wantsMail) : [];
    return [
      ...channels
        .filter((channel) => channel.workspaceId === workspaceId && channel.about.includes(about))
        .map(({ id }) => ({ noticeId, workspaceId, channelId: id, memberId: null })),
      ...readersOf({ about, nth }, line, wanting, selfApproval).map(({ id }) => ({
        noticeId,
        workspaceId,
        channelId: null,
        memberId: id,
      })),
    ];
  });
}

/**
 * The first letter after a while goes soon (now is cut to milliseconds: rounded by the column it might lie ahead); what comes after it within a minute goes together at the minute's end. The
 * id is made of what it is, so that no notice is ever on its way to somebody twice.
 */
async function writeDeliveries(tx: Queryable, all: readonly Recipient[], { gatherMs, apartMs }: Pace): Promise<void> {
  if (all.length === 0) return;
  const column = (key: keyof Recipient) => all.map((each) => each[key]);
  await tx.query(
    `WITH recent AS (
       SELECT d.member_id, max(d.next_at) FILTER (WHERE d.attempt = 0) AS joins, max(d.sent_at) AS sent
       FROM notice n JOIN notice_delivery d ON d.notice_id = n.id
       WHERE n.addressed_at > now() - make_interval(secs => $6::float8 / 1000) AND d.member_id = ANY($4::text[])
       GROUP BY d.member_id)
     INSERT INTO notice_delivery (id, notice_id, workspace_id, channel_id, member_id, next_at)
     SELECT t.notice_id || ':' || coalesce(t.channel_id, t.member_id), t.notice_id, t.workspace_id, t.channel_id, t.member_id,
       CASE WHEN t.channel_id IS NOT NULL THEN clock.now
         ELSE coalesce(r.joins, greatest(r.sent + make_interval(secs => $6::float8 / 1000),
           clock.now + make_interval(secs => $5::float8 / 1000))) END
     FROM unnest($1::int8[], $2::text[], $3::text[], $4::text[]) AS t(notice_id, workspace_id, channel_id, member_id)
     CROSS JOIN (SELECT date_trunc('milliseconds', now()) AS now) clock
     LEFT JOIN recent r ON r.member_id = t.member_id
     ON CONFLICT DO NOTHING`,
    [column('noticeId'), column('workspaceId'), column('channelId'), column('memberId'), gatherMs, apartMs],
  );
}
