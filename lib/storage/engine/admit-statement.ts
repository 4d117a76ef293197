import { givenColumns } from './claim.ts';
import { sessionLives } from './flush-statement.ts';

export const isQueued = `r.status = 'queued' and r.admitted_at is null`;

/** Runs that wait for a person, a time or an event take no place: they hold no worker. */
export const takesPlace = `r.status = 'running' or (r.status = 'queued' and r.admitted_at is not null)`;

/** Whoever was admitted and has not ended has the key, whatever it waits for: a lock is held to the end. */
export const holdsKey = 'r.concurrency_key is not null and r.finished_at is null and r.admitted_at is not null';

const max = (scope: 'workspace' | 'workflow', workspace: string, name: string) =>
  `(select u.max from usage_limit u where u.workspace_id = ${workspace} and u.scope = '${scope}' and u.name = ${name})`;

/**
 * Who is admitted: $1 session, $2 how many it takes, $3 MAX_CONCURRENT_RUNS, $4 the format it knows. In this order:
 * priority; then the workspace with fewer runs (`round`), so that none keeps the others waiting; then the workflow with
 * fewer (`turn`), likewise; then age. Both count a run's place in the queue after those that go on already.
 *
 *     flow    workflows with queued runs, found by index    held    keys, a row each time one is held
 *     queued  of each as many as there is room for          fits    those whose key has room as well
 *
 * The rows are found by their ids and looked at after they are locked: asked for by their status once more, the planner
 * walked all queued runs for each candidate (2.3 s at 10,000 queued). Their ids go from part to part as one array, since
 * parts that are joined are taken for small and compared each with each (500 let in: 141 → 20 ms).
 *
 * A run of a full key is passed over, not waited for. `again`: some were cut off by those of the same key before them,
 * so that others behind may be admitted as well.
 */
export const admitStatement = `with recursive flow as (
    (select r.workflow_id, r.workspace_id from run r where ${isQueued} order by r.workflow_id limit 1)
    union all
    select next.* from flow cross join lateral (
      select r.workflow_id, r.workspace_id from run r where ${isQueued} and r.workflow_id > flow.workflow_id
      order by r.workflow_id limit 1
    ) next
  ),
  busy as (select r.workspace_id, r.workflow_id, count(*) as n from run r where ${takesPlace} group by 1, 2),
  crowd as (select workspace_id, sum(n)::bigint as n from busy group by 1),
  held as (
    select r.workflow_id, r.concurrency_key, row_number() over (partition by r.workflow_id, r.concurrency_key) as nth
    from run r where ${holdsKey}
  ),
  room as (select greatest(0, least($2::bigint, $3::bigint - coalesce((select sum(n) from crowd), 0)))::bigint as n),
  open as (
    select flow.workflow_id, coalesce(busy.n, 0) as busy, coalesce(crowd.n, 0) as crowd,
      ${max('workspace', 'flow.workspace_id', "''")} - coalesce(crowd.n, 0) as workspace_room,
      ${max('workflow', 'flow.workspace_id', 'flow.workflow_id')} - coalesce(busy.n, 0) as workflow_room
    from flow left join busy on busy.workflow_id = flow.workflow_id
    left join crowd on crowd.workspace_id = flow.workspace_id
  ),
  queued as (
    select open.*, c.*, row_number() over (
        partition by open.workflow_id, c.concurrency_key order by c.priority desc, c.queued_at) as key_place
    from open cross join lateral (
      select r.id, r.workspace_id, r.priority, r.queued_at, r.concurrency_key, r.concurrency_limit from run r
      where ${isQueued} and r.workflow_id = open.workflow_id and r.format <= $4
        and (r.concurrency_key is null or (r.workflow_id, r.concurrency_key, r.concurrency_limit::bigint) not in (
          select * from held))
      order by r.priority desc, r.queued_at
      limit greatest(0, least((select n from room), open.workspace_room, open.workflow_room))
    ) c
  ),
  keyed as (
    select queued.*, concurrency_key is null or (key_place <= concurrency_limit
      and (workflow_id, concurrency_key, concurrency_limit - key_place + 1) not in (select * from held)) as fits
    from queued
  ),
  turned as (
    select keyed.*, busy + row_number() over (partition by workflow_id order by priority desc, queued_at) as turn
    from keyed where fits
  ),
  placed as (
    select turned.*, row_number() over (partition by workspace_id order by priority desc, turn, queued_at) as place
    from turned
  ),
  wanted as materialized (
    select id, row_number() over (order by priority desc, crowd + place, turn, queued_at) as place from placed
    where place <= coalesce(workspace_room, place) and ${sessionLives('$1')}
    order by place limit (select n from room)
  ),
  ids as materialized (select array_agg(id order by place) as wanted from wanted),
  locked as materialized (
    select r.id, r.status, r.admitted_at from run r where r.id = any((select wanted from ids)::text[])
    order by r.id for no key update skip locked
  ),
  admitted as (
    update run r set admitted_at = clock_timestamp(), session_id = $1, epoch = r.epoch + 1, wanted = true
    where r.id = any(array(select r.id from locked r where ${isQueued})) returning ${givenColumns}
  )
  select admitted.*, (select not coalesce(bool_and(fits), true) from keyed) as again from admitted
  order by array_position((select wanted from ids), id)`;
