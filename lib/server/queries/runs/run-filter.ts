import type { z } from 'zod';
import type { runListQuery } from '#lib/contracts/run.ts';
import type { Actor } from '#lib/domain/access/actor.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { database } from '#lib/storage/database.ts';
import { type Bind, waitsFor } from '../approvals/gate-filter.ts';
import { voterFacts } from '../approvals/voter-facts.ts';
import { containing } from '../like.ts';
import { cursorParts, timeOf } from '../page.ts';

type Query = z.output<typeof runListQuery>;

/** What every run of the list has to be; $1 is the workspace. */
export async function runFilter(caller: Identity & { actor: Actor }, query: Query, bind: Bind): Promise<string> {
  const where = ['workspace_id = $1'];
  if (query.workflow !== undefined) {
    const named = bind(query.workflow);
    // One value, not a list of them: so an index of that workflow's runs gives them in their order.
    where.push(
      `workflow_id = (SELECT id FROM workflow WHERE workspace_id = $1 AND (id = ${named} OR slug = ${named}) LIMIT 1)`,
    );
  }
  if (query.startedBy !== undefined) where.push(`started_by_id = ${bind(query.startedBy)}`);
  if (query.parent !== undefined) where.push(`parent_run_id = ${bind(query.parent)}`);
  // The second says what the index on them holds: only runs with labels.
  if (query.label.length > 0) where.push(`labels @> ${bind(query.label)}::text[] AND labels <> '{}'`);
  if (query.from !== undefined) where.push(`queued_at >= ${bind(query.from)}`);
  if (query.to !== undefined) where.push(`queued_at < ${bind(query.to)}`);
  if (query.waitingFor !== undefined)
    where.push(
      `id IN (SELECT g.run_id FROM gate g WHERE g.workspace_id = $1 AND g.status = 'open' AND ${await asks(caller, query.waitingFor, bind)})`,
    );
  if (query.slow) where.push(slow);
  const cursor = cursorParts(query.cursor, 2);
  if (cursor) {
    const at = bind(timeOf(cursor[0]));
    // The first comparison alone can use the index; the second says where within one millisecond.
    where.push(`queued_at <= ${at} AND (queued_at, id) < (${at}, ${bind(String(cursor[1]))})`);
  }
  return where.join(' AND ');
}

const newest = 5000;

/** Only the first so many runs of the workspace from where the page begins. */
export function newestOf({ cursor }: Query, bind: Bind): string {
  const parts = cursorParts(cursor, 2);
  const from = parts ? `AND queued_at <= ${bind(timeOf(parts[0]))}` : '';
  return `queued_at >= coalesce((SELECT queued_at FROM run WHERE workspace_id = $1 ${from}
    ORDER BY queued_at DESC OFFSET ${newest} LIMIT 1), '-infinity')`;
}

/**
 * Only of those that move: what waits for people takes as long as they do. What is usual is reckoned once a workflow: once
 * a run, a thousand of them took 53 ms in place of 3.
 */
const slow = `status = 'running' AND id IN (
  SELECT r.id
  FROM (SELECT DISTINCT workflow_id FROM run WHERE workspace_id = $1 AND status = 'running') w
  CROSS JOIN LATERAL (
    SELECT percentile_cont(0.9) WITHIN GROUP (ORDER BY took) AS usual FROM (
      SELECT h.finished_at - h.admitted_at AS took FROM run h
      WHERE h.workflow_id = w.workflow_id AND h.status = 'succeeded' AND NOT h.draft
      ORDER BY h.queued_at DESC LIMIT 60) earlier
    HAVING count(*) >= 5) u
  JOIN run r ON r.workspace_id = $1 AND r.status = 'running' AND r.workflow_id = w.workflow_id
    AND now() - r.admitted_at > u.usual)`;

/** Whether an open gate waits for the caller, asks a group, or asks a member by address or through a group. */
async function asks(caller: Identity & { actor: Actor }, whom: string, bind: Bind): Promise<string> {
  if (whom === 'me') return waitsFor({ caller, facts: await voterFacts(caller) }, bind);
  const [, kind, name] = /^(group|member):(.+)$/s.exec(whom)!;
  if (kind === 'group') return `g.asks ? ${bind(name)}`;
  return `g.asks ?| array(SELECT lower(u.email) FROM member m JOIN app_user u ON u.id = m.user_id
      WHERE m.workspace_id = $1 AND m.id = ${bind(name)}
    UNION ALL SELECT mg.name FROM group_member gm JOIN member_group mg ON mg.id = gm.group_id
      WHERE mg.workspace_id = $1 AND gm.member_id = ${bind(name)})`;
}

/** More walks than these are planned for longer than they save: then all names are looked for in one of each status. */
const mostArms = 40;

/**
 * Any of these, none of which has a run in common with another: each is one walk along an index, newest first, and the
 * list is the newest of them all. A rare status or name would otherwise read every run.
 */
export async function runArms({ status, text }: Query, workspaceId: string, bind: Bind): Promise<string[]> {
  const stated = status.length === 0 ? [null] : status.map((one) => `status = ${bind(one)}`);
  const found =
    text === undefined ? [null] : await textArms(text, { workspaceId, bind, most: mostArms / stated.length });
  return stated.flatMap((one) => found.map((other) => [one, other].filter(Boolean).join(' AND ') || 'true'));
}

/** `#12` and `12` find that number; anything else is looked for in the workflow's name. An id finds its run. */
async function textArms(
  text: string,
  { workspaceId, bind, most }: { workspaceId: string; bind: Bind; most: number },
): Promise<string[]> {
  const names = await namesWith(text, workspaceId);
  const all = `${bind(names)}::text[]`;
  const arms =
    names.length > most ? [`workflow_name = ANY(${all})`] : names.map((name) => `workflow_name = ${bind(name)}`);
  const id = bind(text);
  arms.push(`id = ${id} AND workflow_name <> ALL(${all})`);
  const number = /^#?(\d{1,9})$/.exec(text)?.[1];
  if (number !== undefined)
    arms.push(
      `number = ${bind(Number(number))} AND workflow_id = ANY(array(SELECT id FROM workflow WHERE workspace_id = $1))
        AND workflow_name <> ALL(${all}) AND id <> ${id}`,
    );
  return arms;
}

/** Names that runs of the workspace have and that contain a text: a leap along the index from each name to the next. */
async function namesWith(text: string, workspaceId: string): Promise<string[]> {
  const { rows } = await database().pool.query<{ name: string }>({
    name: 'run_names',
    text: `WITH RECURSIVE names AS (
        (SELECT workflow_name AS name FROM run WHERE workspace_id = $1 ORDER BY workflow_name LIMIT 1)
        UNION ALL
        SELECT (SELECT workflow_name FROM run WHERE workspace_id = $1 AND workflow_name > names.name
                ORDER BY workflow_name LIMIT 1) FROM names WHERE names.name IS NOT NULL
      )
      SELECT name FROM names WHERE name ILIKE $2`,
    values: [workspaceId, containing(text)],
  });
  return rows.map(({ name }) => name);
}
