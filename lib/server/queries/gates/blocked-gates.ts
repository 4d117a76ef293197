import type { BlockedGate } from '#lib/contracts/gate-warning.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import { type Role, roleMay, roleNames } from '#lib/domain/access/permissions.ts';
import { shortfallOf } from '#lib/domain/gate/shortfall.ts';
import { shortfallWords } from '#lib/domain/gate/shortfall-words.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { database } from '#lib/storage/database.ts';
import { type GateLineRow, lineColumns, lineOfRow } from '../approvals/gate-line.ts';
import { readWorkforce } from './workforce.ts';

const deciders: Role[] = roleNames.filter((role) => roleMay(role, 'gate.decide'));

/** Whether a list of groups and e-mails, in small letters, stands for the person of `people`. */
const names = (list: string) => `(${list} ? people.email OR ${list} ?| people.groups)`;

/**
 * Open gates that nobody who is there may let pass, the oldest first, 50 at most. SQL leaves out those that somebody is
 * asked at; the lint of gates judges the others.
 */
export async function blockedGates(caller: Identity): Promise<ListOf<BlockedGate>> {
  authorize(caller, 'gate.read');
  const { rows } = await database().pool.query<GateLineRow>(
    `WITH people AS MATERIALIZED (SELECT m.id, lower(u.email) AS email,
         array(SELECT lower(mg.name) FROM group_member gm JOIN member_group mg ON mg.id = gm.group_id
           WHERE gm.member_id = m.id) AS groups
       FROM member m JOIN app_user u ON u.id = m.user_id
       WHERE m.workspace_id = $1 AND m.removed_at IS NULL AND u.disabled_at IS NULL AND m.role = ANY($2))
     SELECT ${lineColumns} FROM gate g JOIN workspace w ON w.id = g.workspace_id
      WHERE g.workspace_id = $1 AND g.status = 'open' AND NOT EXISTS (SELECT 1 FROM people
        WHERE (g.asks IS NULL OR g.asks = 'null' OR ${names('g.asks')})
          AND NOT (g.excluded_ids ? people.id AND (w.self_approval = 'never' OR g.policy->>'selfApproval' = 'never'))
          AND NOT ${names(`lower((g.policy->'exclude')::text)::jsonb`)})
      ORDER BY g.opened_at, g.id LIMIT 50`,
    [caller.workspace.id, deciders],
  );
  const workforce = await readWorkforce(caller.workspace.id);
  const items = rows.flatMap((row): BlockedGate[] => {
    const { id, title, runId, runNumber, workflowName, stepName, openedAt, book } = lineOfRow(row);
    const short = shortfallOf(book, workforce);
    if (!short) return [];
    const told = { ...shortfallWords(short), openedAt: new Date(openedAt).toISOString() };
    return [{ id, title, runId, runNumber, workflowName, stepName, ...told }];
  });
  return { items, nextCursor: null };
}
