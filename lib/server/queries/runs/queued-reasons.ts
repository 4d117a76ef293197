import type { RunSummary } from '#lib/contracts/run.ts';
import { servedWait } from '#lib/contracts/run-view/step-view.ts';
import type { WaitingFor } from '#lib/contracts/waiting-for.ts';
import { serverConfig } from '#lib/server/config.ts';
import { database } from '#lib/storage/database.ts';
import { holdsKey, isQueued, takesPlace } from '#lib/storage/engine/admit-statement.ts';

type Row = {
  id: string;
  key: string | null;
  keyLimit: number | null;
  /** Runs that hold its key: how many, and the number of the oldest. */
  holders: number;
  holder: number | null;
  workflowMax: number | null;
  workflowBusy: number;
  workspaceMax: number | null;
  workspaceBusy: number;
  allBusy: number;
  /** Queued runs that go first, as far as priority and age say. */
  before: { workflow: number; workspace: number; all: number };
  workers: boolean;
};

type Waits = Pick<RunSummary, 'id' | 'status' | 'waitingFor'>;

/**
 * What each of these queued runs waits for, in one statement: a worker, its key, or room in its workflow, its workspace
 * or the installation. Those that have been admitted meanwhile are missing. Places are counted as admission does, the
 * queue by priority and age: fairness may bring a run on sooner.
 */
export async function queuedReasons(
  runs: readonly Pick<Waits, 'id' | 'status'>[],
): Promise<ReadonlyMap<string, WaitingFor[]>> {
  const ids = runs.flatMap(({ id, status }) => (status === 'queued' ? id : []));
  if (ids.length === 0) return new Map();
  const { rows } = await database().pool.query<Row>({
    name: 'queued_reasons',
    text: `with asked as (select * from run r where r.id = any($1) and ${isQueued}),
      busy as (select r.workspace_id, r.workflow_id, count(*)::int4 as n from run r where ${takesPlace} group by 1, 2),
      held as (
        select r.workflow_id, r.concurrency_key, count(*)::int4 as n, min(r.number) as holder from run r
        where ${holdsKey} and (r.workflow_id, r.concurrency_key) in (select workflow_id, concurrency_key from asked)
        group by 1, 2
      ),
      line as (
        select r.id, rank() over w_workflow - 1 as workflow, rank() over w_workspace - 1 as workspace, rank() over w_all - 1 as "all"
        from run r where ${isQueued}
        window w_workflow as (partition by r.workflow_id order by r.priority desc, r.queued_at),
          w_workspace as (partition by r.workspace_id order by r.priority desc, r.queued_at),
          w_all as (order by r.priority desc, r.queued_at)
      )
      select a.id, a.concurrency_key as key, a.concurrency_limit as "keyLimit", coalesce(held.n, 0) as holders, held.holder,
        (select u.max from usage_limit u where u.workspace_id = a.workspace_id and u.scope = 'workflow' and u.name = a.workflow_id) as "workflowMax",
        (select coalesce(sum(n), 0)::int4 from busy where busy.workflow_id = a.workflow_id) as "workflowBusy",
        (select u.max from usage_limit u where u.workspace_id = a.workspace_id and u.scope = 'workspace' and u.name = '') as "workspaceMax",
        (select coalesce(sum(n), 0)::int4 from busy where busy.workspace_id = a.workspace_id) as "workspaceBusy",
        (select coalesce(sum(n), 0)::int4 from busy) as "allBusy",
        json_build_object('workflow', line.workflow, 'workspace', line.workspace, 'all', line."all") as before,
        exists (select 1 from worker_session s where s.ended_at is null and s.expires_at > clock_timestamp()) as workers
      from asked a join line on line.id = a.id left join held on held.workflow_id = a.workflow_id and held.concurrency_key = a.concurrency_key`,
    values: [ids],
  });
  const most = serverConfig().maxConcurrentRuns;
  return new Map(rows.map((row) => [row.id, [reasonOf(row, most)]]));
}

/** The pools these runs wait for that no worker serves now. */
export async function unservedPools(runs: readonly Pick<Waits, 'waitingFor'>[]): Promise<ReadonlySet<string>> {
  const asked = new Set(runs.flatMap(({ waitingFor }) => waitingFor.flatMap(({ pool }) => pool ?? [])));
  if (asked.size === 0) return asked;
  const { rows } = await database().pool.query<{ pool: string }>(
    'select distinct unnest(pools) as pool from worker_session where ended_at is null and expires_at > clock_timestamp()',
  );
  for (const { pool } of rows) asked.delete(pool);
  return asked;
}

/** The run with what it waits for as it is now, which its own history cannot say. */
export function explained<T extends Waits>(
  run: T,
  reasons: ReadonlyMap<string, WaitingFor[]>,
  unserved: ReadonlySet<string>,
): T {
  const waitingFor = reasons.get(run.id) ?? run.waitingFor.map((wait) => servedWait(wait, unserved));
  return { ...run, waitingFor };
}

function reasonOf(row: Row, most: number): WaitingFor {
  const slot = (text: string): WaitingFor => ({ reason: 'slot', text });
  if (!row.workers) return slot('No worker is running.');
  if (row.key !== null && row.holders >= (row.keyLimit ?? 1))
    return { reason: 'lock', text: lockText(row.key, row.holders, row.holder) };
  const { before } = row;
  if (row.workflowMax !== null && row.workflowBusy >= row.workflowMax)
    return slot(turnText(row.workflowBusy, row.workflowMax, 'this workflow', before.workflow));
  if (row.workspaceMax !== null && row.workspaceBusy >= row.workspaceMax)
    return slot(turnText(row.workspaceBusy, row.workspaceMax, 'this workspace', before.workspace));
  if (row.allBusy >= most) return slot(turnText(row.allBusy, most, 'this installation', before.all));
  return slot('Waits for its turn to start.');
}

function lockText(key: string, holders: number, holder: number | null): string {
  const which = key === '' ? 'an empty key' : `the key ${key}`;
  if (holders === 1) return `Waits for run #${holder} of this workflow, which holds ${which}.`;
  return `Waits for one of ${holders} runs of this workflow, which hold ${which}.`;
}

function turnText(busy: number, max: number, of: string, before: number): string {
  const line = before === 0 ? 'It is next.' : before === 1 ? '1 is before it.' : `${before} are before it.`;
  return `Waits for its turn: ${busy} of ${max} runs of ${of} go on. ${line}`;
}
