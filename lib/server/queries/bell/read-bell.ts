import type { Bell, BellItem } from '#lib/contracts/bell.ts';
import type { Actor } from '#lib/domain/access/actor.ts';
import { closedSentence } from '#lib/domain/run/decide/gate.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { database } from '#lib/storage/database.ts';
import { voterFacts } from '../approvals/voter-facts.ts';
import { askingGates } from './asking-gates.ts';

type Found = Omit<BellItem, 'seen'>;

const most = 30;
/** Of decisions older than so many gates nobody is told any more. */
const lookedAt = 2000;
const mostText = 300;

/** What the caller's bell tells, newest first: made from gates, notices and comments as they are now. */
export async function readBell(caller: Identity & { actor: Actor }): Promise<Bell> {
  authorize(caller, 'gate.read');
  const judged = { caller, facts: await voterFacts(caller) };
  const [asked, questions, decided, seenAt] = await Promise.all([
    askingGates(judged, most),
    questionsTo(caller),
    decisionsFor(caller),
    seenAtOf(caller),
  ]);
  const items = [...asked, ...questions, ...decided]
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? 1 : -1))
    .slice(0, most)
    .map((item) => ({ ...item, seen: seenAt !== null && item.at <= seenAt }));
  return { unseen: items.filter(({ seen }) => !seen).length, items };
}

async function seenAtOf({ member }: Identity): Promise<string | null> {
  const { rows } = await database().pool.query<{ at: Date | null }>(
    'SELECT bell_seen_at AS at FROM member WHERE id = $1',
    [member.id],
  );
  return rows[0]?.at?.toISOString() ?? null;
}

type Place = { gateId: string; title: string; workflowName: string; runNumber: number };
const place = `g.id AS "gateId", g.title, g.workflow_name AS "workflowName", g.run_number AS "runNumber"`;

/** Questions that nobody has answered. */
async function questionsTo({ workspace, member }: Identity): Promise<Found[]> {
  const { rows } = await database().pool.query<Place & { id: string; by: string; text: string; at: Date }>(
    `SELECT c.id, ${place}, coalesce(u.name, 'Somebody') AS by, left(c.text, ${mostText}) AS text, c.created_at AS at
     FROM gate_comment c JOIN gate g ON g.id = c.gate_id
       LEFT JOIN member m ON m.id = c.member_id LEFT JOIN app_user u ON u.id = m.user_id
     WHERE c.asks_id = $2 AND c.kind = 'question' AND g.workspace_id = $1
       AND NOT EXISTS (SELECT 1 FROM gate_comment a WHERE a.gate_id = c.gate_id AND a.answers_id = c.id)
     ORDER BY c.created_at DESC LIMIT ${most}`,
    [workspace.id, member.id],
  );
  return rows.map(({ at, ...row }) => ({ ...row, kind: 'question', at: at.toISOString() }));
}

/** What others decided at gates of runs that the caller started. */
async function decisionsFor({ workspace, member }: Identity): Promise<Found[]> {
  const { rows } = await database().pool.query<
    Place & { by: Actor; at: Date; action: string; outcome: string | null; expired: boolean }
  >(
    `SELECT ${place}, g.closed_by AS by, g.closed_at AS at, g.action, g.outcome, g.expired
     FROM (SELECT * FROM gate WHERE workspace_id = $1 AND status = 'closed' ORDER BY opened_at DESC LIMIT ${lookedAt}) g
     WHERE g.started_by ->> 'id' = $2 AND (g.closed_by ->> 'id') IS DISTINCT FROM $2
     ORDER BY g.closed_at DESC LIMIT ${most}`,
    [workspace.id, member.id],
  );
  return rows.map(({ by, at, action, outcome, expired, ...row }) => ({
    ...row,
    id: `${row.gateId}:closed`,
    kind: 'decided',
    by: by.id === null ? null : by.name,
    text: closedSentence({ action, outcome, by, expired }),
    at: at.toISOString(),
  }));
}
