import { type Section, time } from './section.ts';

/** Every table an append may write besides the run's own row, in the order of the statement. */
export const sections = [
  {
    name: 'events',
    columns: [
      ['seq', 'int4'],
      ['at', 'float8'],
      ['type', 'text'],
      ['data', 'jsonb'],
    ],
    sql: (rows) => `insert into run_event (run_id, seq, at, type, data)
      select ok.id, t.seq, ${time('at')}, t.type, t.data from ${rows} join ok on ok.n = t.n`,
  },
  {
    name: 'steps',
    columns: [
      ['step_id', 'text'],
      ['status', 'text'],
      ['phase', 'text'],
      ['attempt', 'int4'],
      ['reason', 'text'],
      ['output', 'jsonb'],
      ['error', 'jsonb'],
      ['started_at', 'float8'],
      ['finished_at', 'float8'],
    ],
    sql: (
      rows,
    ) => `insert into run_step (run_id, step_id, status, phase, attempt, reason, output, error, started_at, finished_at)
      select ok.id, t.step_id, t.status, t.phase, t.attempt, t.reason, t.output, t.error, ${time('started_at')}, ${time('finished_at')}
      from ${rows} join ok on ok.n = t.n
      on conflict (run_id, step_id) do update set status = excluded.status, phase = excluded.phase,
        attempt = excluded.attempt, reason = excluded.reason, output = excluded.output, error = excluded.error,
        started_at = excluded.started_at, finished_at = excluded.finished_at`,
  },
  {
    name: 'consumed',
    columns: [['item', 'int8']],
    sql: (rows) =>
      `delete from run_inbox b using ${rows} join ok on ok.n = t.n where b.id = t.item and b.run_id = ok.id`,
  },
  {
    // Sorted, so that two flushes that bring the same values wait for each other in one order. A value that is there is
    // locked and not written: until the commit nobody may find that no run refers to it (see forget-runs.ts).
    name: 'payloads',
    columns: [
      ['workspace_id', 'text'],
      ['hash', 'text'],
      ['bytes', 'int4'],
      ['body', 'text'],
    ],
    sql: (rows) => `insert into payload (workspace_id, hash, bytes, text)
      select distinct on (1, 2) t.workspace_id, t.hash, t.bytes, t.body from ${rows} join ok on ok.n = t.n order by 1, 2
      on conflict (workspace_id, hash) do update set bytes = excluded.bytes where false`,
  },
  {
    name: 'payloadUses',
    columns: [
      ['workspace_id', 'text'],
      ['hash', 'text'],
    ],
    sql: (rows) => `insert into payload_use (run_id, hash, workspace_id)
      select ok.id, t.hash, t.workspace_id from ${rows} join ok on ok.n = t.n on conflict do nothing`,
  },
  {
    // The run's id travels along, so that the whole key is there for the index whatever the planner takes `ok` for.
    name: 'timersCleared',
    columns: [
      ['run_id', 'text'],
      ['key', 'text'],
    ],
    sql: (rows) =>
      `delete from run_timer b using ${rows} join ok on ok.n = t.n where b.run_id = t.run_id and b.key = t.key`,
  },
  {
    name: 'timersSet',
    columns: [
      ['key', 'text'],
      ['due_at', 'float8'],
      ['command', 'jsonb'],
    ],
    sql: (rows) => `insert into run_timer (run_id, key, due_at, command)
      select ok.id, t.key, ${time('due_at')}, t.command from ${rows} join ok on ok.n = t.n
      on conflict (run_id, key) do update set due_at = excluded.due_at, command = excluded.command`,
  },
  {
    name: 'tasksEnded',
    columns: [
      ['run_id', 'text'],
      ['step_id', 'text'],
      ['attempt', 'int4'],
    ],
    sql: (rows) => `delete from pool_task b using ${rows} join ok on ok.n = t.n
      where b.run_id = t.run_id and b.step_id = t.step_id and b.attempt = t.attempt`,
  },
  {
    name: 'tasks',
    columns: [
      ['workspace_id', 'text'],
      ['step_id', 'text'],
      ['attempt', 'int4'],
      ['pool', 'text'],
      ['kind', 'text'],
      ['key', 'text'],
      ['epoch', 'int4'],
      ['params', 'jsonb'],
      ['timeout_ms', 'int4'],
      ['priority', 'int4'],
      ['session_id', 'text'],
    ],
    sql: (
      rows,
    ) => `insert into pool_task (workspace_id, run_id, step_id, attempt, pool, kind, key, epoch, params, timeout_ms, priority, session_id, claimed_at)
      select t.workspace_id, ok.id, t.step_id, t.attempt, t.pool, t.kind, t.key, t.epoch, t.params, t.timeout_ms, t.priority,
        t.session_id, case when t.session_id is not null then clock_timestamp() end
      from ${rows} join ok on ok.n = t.n on conflict do nothing`,
  },
  {
    name: 'gates',
    columns: [
      ['workspace_id', 'text'],
      ['workflow_id', 'text'],
      ['gate_id', 'text'],
      ['step_id', 'text'],
      ['placement', 'text'],
      ['attempt', 'int4'],
      ['title', 'text'],
      ['status', 'text'],
      ['digest', 'text'],
      ['payload', 'jsonb'],
      ['policy', 'jsonb'],
      ['opened_at', 'float8'],
      ['due_at', 'float8'],
      ['expires_at', 'float8'],
      ['closed_at', 'float8'],
      ['closed_by', 'jsonb'],
      ['action', 'text'],
      ['outcome', 'text'],
      ['expired', 'bool'],
      ['book', 'jsonb'],
      ['asks', 'jsonb'],
      ['excluded_ids', 'jsonb'],
      ['signed_ids', 'jsonb'],
      ['run_number', 'int4'],
      ['workflow_name', 'text'],
      ['step_name', 'text'],
      ['started_by', 'jsonb'],
    ],
    sql: (
      rows,
    ) => `insert into gate (id, workspace_id, run_id, workflow_id, step_id, placement, attempt, title, status, digest, payload_value, policy,
        opened_at, due_at, expires_at, closed_at, closed_by, action, outcome, expired, book, asks, excluded_ids, signed_ids,
        run_number, workflow_name, step_name, started_by)
      select t.gate_id, t.workspace_id, ok.id, t.workflow_id, t.step_id, t.placement, t.attempt, t.title, t.status, t.digest, t.payload, t.policy,
        ${time('opened_at')}, ${time('due_at')}, ${time('expires_at')}, ${time('closed_at')}, t.closed_by, t.action, t.outcome,
        t.expired, t.book, t.asks, t.excluded_ids, t.signed_ids, t.run_number, t.workflow_name, t.step_name, t.started_by
      from ${rows} join ok on ok.n = t.n
      on conflict (id) do update set status = excluded.status, digest = excluded.digest, payload_value = excluded.payload_value,
        due_at = excluded.due_at, expires_at = excluded.expires_at, closed_at = excluded.closed_at, closed_by = excluded.closed_by,
        action = excluded.action, outcome = excluded.outcome, expired = excluded.expired, book = excluded.book,
        asks = excluded.asks, excluded_ids = excluded.excluded_ids, signed_ids = excluded.signed_ids`,
  },
  {
    name: 'votes',
    columns: [
      ['gate_id', 'text'],
      ['seq', 'int4'],
      ['member_id', 'text'],
      ['action', 'text'],
      ['outcome', 'text'],
      ['comment', 'text'],
      ['digest', 'text'],
      ['self_signed', 'bool'],
      ['void', 'bool'],
      ['at', 'float8'],
      ['for_id', 'text'],
    ],
    sql: (
      rows,
    ) => `insert into gate_vote (gate_id, seq, member_id, action, outcome, comment, digest, self_signed, void, at, for_id)
      select t.gate_id, t.seq, t.member_id, t.action, t.outcome, t.comment, t.digest, t.self_signed, t.void, ${time('at')}, t.for_id
      from ${rows} join ok on ok.n = t.n
      on conflict (gate_id, seq) do update set void = excluded.void`,
  },
  {
    // Durable with the gate itself, and so never before it and never twice.
    name: 'notices',
    columns: [
      ['workspace_id', 'text'],
      ['gate_id', 'text'],
      ['about', 'text'],
      ['nth', 'int4'],
    ],
    sql: (rows) => `insert into notice (workspace_id, run_id, gate_id, about, nth)
      select t.workspace_id, ok.id, t.gate_id, t.about, t.nth from ${rows} join ok on ok.n = t.n on conflict do nothing`,
  },
  {
    name: 'artifacts',
    columns: [
      ['artifact_id', 'text'],
      ['workspace_id', 'text'],
      ['step_id', 'text'],
      ['attempt', 'int4'],
      ['name', 'text'],
      ['media_type', 'text'],
      ['bytes', 'int4'],
      ['hash', 'text'],
    ],
    sql: (rows) => `insert into artifact (id, workspace_id, run_id, step_id, attempt, name, media_type, bytes, hash)
      select t.artifact_id, t.workspace_id, ok.id, t.step_id, t.attempt, t.name, t.media_type, t.bytes, t.hash
      from ${rows} join ok on ok.n = t.n
      on conflict (run_id, step_id, attempt, name) do update set id = excluded.id, media_type = excluded.media_type,
        bytes = excluded.bytes, hash = excluded.hash`,
  },
  {
    // Of several results under one key in a flush any is as good as the other. In the order of the keys, as payloads.
    name: 'kept',
    columns: [
      ['workspace_id', 'text'],
      ['workflow_id', 'text'],
      ['step_id', 'text'],
      ['key_hash', 'text'],
      ['key_text', 'text'],
      ['result', 'jsonb'],
      ['ttl', 'float8'],
    ],
    sql: (
      rows,
    ) => `insert into step_cache (workspace_id, workflow_id, step_id, key_hash, key_text, result, run_id, created_at, expires_at)
      select distinct on (1, 2, 3, 4) t.workspace_id, t.workflow_id, t.step_id, t.key_hash, t.key_text, t.result, ok.id,
        clock_timestamp(), clock_timestamp() + make_interval(secs => t.ttl / 1000)
      from ${rows} join ok on ok.n = t.n order by 1, 2, 3, 4
      on conflict (workspace_id, workflow_id, step_id, key_hash) do update set key_text = excluded.key_text,
        result = excluded.result, run_id = excluded.run_id, created_at = excluded.created_at, expires_at = excluded.expires_at`,
  },
  {
    name: 'children',
    columns: [
      ['child_id', 'text'],
      ['workspace_id', 'text'],
      ['step_id', 'text'],
      ['attempt', 'int4'],
      ['request', 'jsonb'],
    ],
    sql: (rows) => `insert into run_child (id, parent_run_id, workspace_id, step_id, attempt, request)
      select t.child_id, ok.id, t.workspace_id, t.step_id, t.attempt, t.request
      from ${rows} join ok on ok.n = t.n on conflict do nothing`,
  },
  {
    name: 'childrenDropped',
    columns: [['child_id', 'text']],
    sql: (rows) =>
      `delete from run_child b using ${rows} join ok on ok.n = t.n where b.id = t.child_id and b.parent_run_id = ok.id`,
  },
  {
    // What other runs are told; those that ended are not. In the manner of post.ts.
    name: 'posts',
    columns: [
      ['to_run', 'text'],
      ['origin_id', 'text'],
      ['command', 'jsonb'],
    ],
    sql: (rows) => `insert into run_inbox (run_id, origin_id, command)
      select t.to_run, t.origin_id, t.command from ${rows} join ok on ok.n = t.n
      where exists (select 1 from run r where r.id = t.to_run and r.finished_at is null)
      order by 1, 2 on conflict do nothing`,
  },
  {
    // Nothing of an ended run fires, waits or is taken any more.
    name: 'endedTimers',
    columns: [],
    sql: (rows) => `delete from run_timer b using ${rows} join ok on ok.n = t.n where b.run_id = ok.id`,
  },
  {
    name: 'endedTasks',
    columns: [],
    sql: (rows) => `delete from pool_task b using ${rows} join ok on ok.n = t.n where b.run_id = ok.id`,
  },
  {
    name: 'endedInbox',
    columns: [],
    sql: (rows) => `delete from run_inbox b using ${rows} join ok on ok.n = t.n where b.run_id = ok.id`,
  },
] as const satisfies readonly Section[];

export type SectionName = (typeof sections)[number]['name'];
