import { withClient } from '../engine/database.ts';
import type { Running } from '../engine/running.ts';

/** The product with so many runs, and what to ask for. */
export type Filled = { workflow: string; rare: string; starter: string; group: string };

const group = 'Release';
const workflows = 20;

/**
 * Starts some runs of each workflow through HTTP, and copies their rows (runs, steps, open gates) by SQL until there are
 * `count`, a minute apart: of 100, 94 succeeded, 3 failed, 2 wait for a person and 1 was cancelled. The copies have no
 * events: lists read none.
 */
export async function fillRuns({ door, ownerUrl }: Running, count: number): Promise<Filled> {
  await door.call('POST', '/groups', { name: group, members: [] });
  const ids: string[] = [];
  for (let nth = 0; nth < workflows; nth++) ids.push((await door.publish(specOf(`flow ${nth}`))).id);
  const rare = (await door.publish(specOf('rarely run'))).id;
  for (const id of [...ids, rare]) for (const way of ['well', 'badly', 'ask']) await door.start(id, { way });
  await until(async () => {
    const page = await door.call<{ items: unknown[] }>('GET', '/runs?status=queued,running&limit=1');
    return page.items.length === 0;
  });
  return withClient(ownerUrl, async (client) => {
    for (const statement of copies) await client.query(statement, statement.includes('$1') ? [count] : []);
    for (const table of ['run', 'run_step', 'gate']) await client.query(`VACUUM ANALYZE ${table}`);
    const { rows } = await client.query<{ id: string; count: number }>(
      'SELECT started_by_id AS id, count(*)::int FROM run GROUP BY 1',
    );
    if ((rows[0]?.count ?? 0) < count) throw new Error(`only ${rows[0]?.count} of ${count} runs were made`);
    return { workflow: ids[0]!, rare, starter: rows[0]!.id, group };
  });
}

const specOf = (name: string) => ({
  name,
  inputs: { way: { type: 'string' } },
  steps: [
    { id: 'note', kind: 'template', with: { template: 'A note.' } },
    { id: 'check', kind: 'assert', needs: ['note'], with: { that: ["inputs.way != 'badly'"] } },
    {
      id: 'sign',
      kind: 'gate',
      needs: ['check'],
      when: "inputs.way == 'ask'",
      gate: { title: 'May it?', reviewers: { groups: [group] } },
    },
  ],
});

/** `n` counts from the newest. 6 of 7 runs have labels, half of them the same one, and the oldest fifth one of its own. */
const labels = `CASE WHEN n % 7 = 0 THEN '{}' ELSE array_remove(ARRAY[
     CASE WHEN n % 2 = 0 OR n % 5000 = 1 THEN 'usual' END, CASE WHEN n % 2 = 1 THEN 'other' END,
     CASE WHEN n % 2000 = 3 THEN 'seldom' END, CASE WHEN n > $1::int * 0.8 THEN 'once' END, 'team/' || n % 50], NULL) END`;

/** `$1`: runs in all. Numbers go on behind those that were started; the copies' ids say of which run they are. */
const copies = [
  `CREATE TEMP TABLE copied AS
     SELECT gen_random_uuid()::text AS id, r.id AS of, r.number + n * 3 AS number,
       CASE WHEN n % 100 = 0 AND r.status = 'succeeded' THEN 'cancelled' ELSE r.status END AS status,
       ${labels} AS labels, now() - n * interval '1 minute' AS at
     FROM generate_series(1, $1::int) n
     JOIN LATERAL (SELECT * FROM run WHERE workflow_name = 'flow ' || n % 20 AND status =
       CASE WHEN n % 100 < 95 THEN 'succeeded' WHEN n % 100 < 98 THEN 'failed' ELSE 'waiting' END LIMIT 1) r ON true`,
  `INSERT INTO run (id, workspace_id, workflow_id, workflow_name, number, version_number, status, version, epoch, format,
     started_by_id, started_by, steps_total, steps_done, waiting_for, error, reason, labels, queued_at, admitted_at,
     finished_at)
   SELECT c.id, r.workspace_id, r.workflow_id, r.workflow_name, c.number, r.version_number, c.status, r.version, r.epoch,
     r.format, r.started_by_id, r.started_by, r.steps_total, r.steps_done, r.waiting_for, r.error, r.reason,
     c.labels, c.at, c.at, CASE WHEN r.finished_at IS NOT NULL THEN c.at + interval '2 seconds' END
   FROM copied c JOIN run r ON r.id = c.of`,
  `INSERT INTO run_step SELECT c.id, s.step_id, s.status, s.phase, s.attempt, s.reason, s.output, s.error, c.at,
     CASE WHEN s.finished_at IS NOT NULL THEN c.at + interval '1 second' END
   FROM copied c JOIN run_step s ON s.run_id = c.of`,
  `INSERT INTO gate SELECT (jsonb_populate_record(g, jsonb_build_object(
     'id', gen_random_uuid(), 'run_id', c.id, 'run_number', c.number, 'opened_at', c.at))).*
   FROM copied c JOIN gate g ON g.run_id = c.of`,
];

async function until(is: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 120_000;
  while (!(await is())) {
    if (performance.now() > end) throw new Error('the first runs did not come to where they wait or end');
    await new Promise((wake) => setTimeout(wake, 200));
  }
}
