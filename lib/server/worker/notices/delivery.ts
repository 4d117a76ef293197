import type { Pool } from 'pg';
import type { NoticeAbout } from '#lib/domain/gate/notice.ts';
import { type GateLine, type GateLineRow, lineColumns, lineOfRow } from '#lib/server/queries/approvals/gate-line.ts';
import { retryTime } from './retry-time.ts';

/** A notice on its way to one channel or member, taken by this worker for a while. */
export type Delivery = {
  id: string;
  workspaceId: string;
  channelId: string | null;
  memberId: string | null;
  /** This try, from 1. */
  attempt: number;
  about: NoticeAbout;
  nth: number;
  /** Unix ms of the notice. */
  at: number;
  gate: GateLine;
};

/**
 * A worker that dies leaves what it took to others after this long. Sends are cut off long before: what is sent twice is
 * what was sent, and not noted as such before a crash.
 */
const holdSeconds = 120;

const mostChannels = 20;
const mostPeople = 16;

/** Due deliveries through channels; each is taken by one worker. */
export const takeChannelDeliveries = (pool: Pool): Promise<Delivery[]> =>
  take(
    pool,
    `SELECT id FROM notice_delivery WHERE next_at <= now() AND channel_id IS NOT NULL
     ORDER BY next_at LIMIT ${mostChannels} FOR UPDATE SKIP LOCKED`,
  );

/** Everything that is due for some people. */
export const takeLetters = (pool: Pool): Promise<Delivery[]> =>
  take(
    pool,
    `SELECT id FROM notice_delivery WHERE next_at <= now() AND member_id IN (
       SELECT member_id FROM notice_delivery WHERE next_at <= now() AND member_id IS NOT NULL
       GROUP BY member_id ORDER BY min(next_at) LIMIT ${mostPeople})
     FOR UPDATE SKIP LOCKED`,
  );

type Taken = GateLineRow &
  Omit<Delivery, 'id' | 'attempt' | 'gate' | 'at'> & { deliveryId: string; tries: number; at: Date };

async function take(pool: Pool, which: string): Promise<Delivery[]> {
  const { rows } = await pool.query<Taken>(
    `WITH due AS (${which}), taken AS (
       UPDATE notice_delivery d SET attempt = d.attempt + 1, next_at = now() + interval '${holdSeconds} seconds'
       FROM due WHERE d.id = due.id RETURNING d.*)
     SELECT t.id AS "deliveryId", t.workspace_id AS "workspaceId", t.channel_id AS "channelId", t.member_id AS "memberId",
       t.attempt AS tries, n.about, n.nth, n.created_at AS at, ${lineColumns}
     FROM taken t JOIN notice n ON n.id = t.notice_id JOIN gate g ON g.id = n.gate_id ORDER BY n.id`,
  );
  return rows.map(({ deliveryId, workspaceId, channelId, memberId, tries, about, nth, at, ...gate }) => ({
    id: deliveryId,
    workspaceId,
    channelId,
    memberId,
    attempt: tries,
    about,
    nth,
    at: at.getTime(),
    gate: lineOfRow(gate),
  }));
}

type Ends = { pool: Pool; deliveries: readonly Delivery[] };
const idsAndTries = (deliveries: readonly Delivery[]) => [
  deliveries.map(({ id }) => id),
  deliveries.map(({ attempt }) => attempt),
];
/** Of another worker's try, which took over from one that was held up, nothing is changed. */
const same = 'd.id = t.id AND d.attempt = t.attempt AND d.sent_at IS NULL';

/** They were taken by the other side. */
export async function noteSent({ pool, deliveries }: Ends): Promise<void> {
  await pool.query(
    `UPDATE notice_delivery d SET sent_at = now(), next_at = NULL, error = NULL
     FROM unnest($1::text[], $2::int4[]) AS t(id, attempt) WHERE ${same}`,
    idsAndTries(deliveries),
  );
}

/** They were not: they are tried again later, or given up after a day. */
export async function noteFailure({ pool, deliveries, error }: Ends & { error: string }): Promise<void> {
  const random = Math.random();
  const waits = deliveries.map(({ attempt, at }) => retryTime({ attempt, age: Date.now() - at, random }));
  await pool.query(
    `UPDATE notice_delivery d SET next_at = now() + make_interval(secs => t.wait / 1000), error = $4
     FROM unnest($1::text[], $2::int4[], $3::float8[]) AS t(id, attempt, wait) WHERE ${same}`,
    [...idsAndTries(deliveries), waits, error.slice(0, 1000)],
  );
}

/** Nobody has to be told any more. */
export async function drop({ pool, deliveries }: Ends): Promise<void> {
  if (deliveries.length === 0) return;
  await pool.query(
    `DELETE FROM notice_delivery d USING unnest($1::text[], $2::int4[]) AS t(id, attempt) WHERE ${same}`,
    idsAndTries(deliveries),
  );
}
