import type { BellItem } from '#lib/contracts/bell.ts';
import type { NoticeAbout } from '#lib/domain/gate/notice.ts';
import { askedBy, isNamed } from '#lib/domain/gate/readers.ts';
import { database } from '#lib/storage/database.ts';
import type { Judged } from '../approvals/approval-summary.ts';
import { type Bind, waitsFor } from '../approvals/gate-filter.ts';
import { type GateLineRow, lineColumns, lineOfRow } from '../approvals/gate-line.ts';

type Row = GateLineRow & { about: Exclude<NoticeAbout, 'reminded' | 'closed'>; nth: number; at: Date };
type Found = Omit<BellItem, 'seen'>;

const kinds: Record<Row['about'], BellItem['kind']> = {
  opened: 'asked',
  changed: 'changed',
  escalated: 'escalated',
  reassigned: 'reassigned',
};

/**
 * Open gates that wait for the caller, each with the last notice that concerns them: the newest ones, and those that
 * became theirs within a week.
 */
export async function askingGates(judged: Judged, most: number): Promise<Found[]> {
  const values: unknown[] = [judged.caller.workspace.id];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const mine = waitsFor(judged, bind);
  const { rows } = await database().pool.query<Row>(
    `WITH ids AS (
       (SELECT g.id FROM gate g WHERE g.workspace_id = $1 AND g.status = 'open' AND ${mine}
        ORDER BY g.opened_at DESC LIMIT ${most})
       UNION
       (SELECT g.id FROM notice n JOIN gate g ON g.id = n.gate_id
        WHERE n.workspace_id = $1 AND n.addressed_at > now() - interval '7 days' AND n.about IN ('escalated', 'reassigned')
          AND g.status = 'open' AND ${mine} LIMIT 200))
     SELECT ${lineColumns}, n.about, n.nth, n.created_at AS at FROM ids JOIN gate g USING (id)
     JOIN notice n ON n.gate_id = g.id AND n.about IN ('opened', 'changed', 'escalated', 'reassigned')
     ORDER BY n.id DESC`,
    values,
  );
  const found = new Map<string, Found>();
  for (const row of rows) if (!found.has(row.id) && concerns(row, judged)) found.set(row.id, itemOf(row));
  return [...found.values()];
}

/** An escalation concerns those it newly asks; the gate waits for the caller, so that all others do. */
function concerns(row: Row, { caller, facts }: Judged): boolean {
  if (row.about !== 'escalated') return true;
  const { email, groups, delegators } = facts;
  const reader = { id: caller.member.id, name: caller.user.name, email, groups, delegators, decides: true };
  return isNamed(reader, askedBy(row, lineOfRow(row).book));
}

const itemOf = ({ id, about, nth, title, workflowName, runNumber, startedBy, at }: Row): Found => ({
  id: `${id}:${about}:${nth}`,
  kind: kinds[about],
  gateId: id,
  title,
  workflowName,
  runNumber,
  by: about === 'opened' ? startedBy.name : null,
  text: null,
  at: at.toISOString(),
});
