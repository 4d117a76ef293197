/**
 * What this Postgres gives at best: the appends of many runs in one statement (compare-and-set of the run, two events
 * and two step rows a step), no engine around it. DATABASE_URL=… node floor.ts STEPS RUNS RUN_STEPS TAKES → one line of JSON.
 */
import pg from 'pg';

const [steps = 1000, runs = 500, runSteps = 10, takes = 5] = process.argv.slice(2).map(Number);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4 });
const inFlightLimit = 2;
const flushLimit = 256;

type Append = {
  id: string;
  version: number;
  events: object[];
  steps: { id: string; status: string }[];
  done: () => void;
};

const statement = `
  WITH input AS (SELECT * FROM unnest($1::text[], $2::int[], $3::int[]) AS t(id, old, new)),
  run AS (UPDATE floor_run r SET version = input.new FROM input WHERE r.id = input.id AND r.version = input.old RETURNING r.id),
  event AS (INSERT INTO floor_event (run_id, seq, data) SELECT t.* FROM unnest($4::text[], $5::int[], $6::jsonb[]) AS t(run_id, seq, data) JOIN run ON run.id = t.run_id),
  step AS (INSERT INTO floor_step SELECT t.* FROM unnest($7::text[], $8::text[], $9::text[]) AS t(run_id, step_id, status) JOIN run ON run.id = t.run_id
           ON CONFLICT (run_id, step_id) DO UPDATE SET status = excluded.status)
  SELECT id FROM run`;

const queue: Append[] = [];
let inFlight = 0;
let scheduled = false;

function pump(): void {
  if (scheduled || inFlight >= inFlightLimit || queue.length === 0) return;
  scheduled = true;
  setImmediate(async () => {
    scheduled = false;
    const batch = queue.splice(0, flushLimit);
    inFlight += 1;
    const columns: [string[], number[], number[], string[], number[], string[], string[], string[], string[]] = [
      [],
      [],
      [],
      [],
      [],
      [],
      [],
      [],
      [],
    ];
    for (const append of batch) {
      columns[0].push(append.id);
      columns[1].push(append.version);
      columns[2].push(append.version + append.events.length);
      for (const [index, event] of append.events.entries()) {
        columns[3].push(append.id);
        columns[4].push(append.version + 1 + index);
        columns[5].push(JSON.stringify(event));
      }
      for (const step of append.steps) {
        columns[6].push(append.id);
        columns[7].push(step.id);
        columns[8].push(step.status);
      }
    }
    await pool.query({ name: 'floor', text: statement, values: columns });
    for (const append of batch) append.done();
    inFlight -= 1;
    pump();
  });
}

function append(id: string, version: number, events: object[], changed: Append['steps']): Promise<void> {
  return new Promise((done) => {
    queue.push({ id, version, events, steps: changed, done });
    pump();
  });
}

async function chain(id: string, count: number): Promise<void> {
  let version = 0;
  await append(id, version++, [{ type: 'started', step: 's0' }], [{ id: 's0', status: 'running' }]);
  for (let index = 0; index < count; index++) {
    const last = index + 1 === count;
    const events = [
      { type: 'succeeded', step: `s${index}`, output: { text: '' } },
      last ? { type: 'finished' } : { type: 'started', step: `s${index + 1}` },
    ];
    const changed = [
      { id: `s${index}`, status: 'succeeded' },
      ...(last ? [] : [{ id: `s${index + 1}`, status: 'running' }]),
    ];
    await append(id, version, events, changed);
    version += events.length;
  }
}

await pool.query(`DROP TABLE IF EXISTS floor_run, floor_event, floor_step;
  CREATE TABLE floor_run (id text PRIMARY KEY, version int) WITH (fillfactor = 70);
  CREATE TABLE floor_event (run_id text, seq int, at timestamptz DEFAULT now(), data jsonb, PRIMARY KEY (run_id, seq));
  CREATE TABLE floor_step (run_id text, step_id text, status text, PRIMARY KEY (run_id, step_id)) WITH (fillfactor = 70);`);
await pool.query(`INSERT INTO floor_run SELECT 'r' || n, 0 FROM generate_series(0, $1) n`, [runs * takes + 1]);
await chain(`r${runs * takes + 1}`, 50);

let from = performance.now();
await chain(`r${runs * takes}`, steps);
const chainMs = performance.now() - from;
const stepsPerSecond: number[] = [];
for (let take = 0; take < takes; take++) {
  from = performance.now();
  await Promise.all(Array.from({ length: runs }, (_, index) => chain(`r${take * runs + index}`, runSteps)));
  stepsPerSecond.push((runs * runSteps * 1000) / (performance.now() - from));
}
process.stdout.write(`${JSON.stringify({ chainMsPerStep: chainMs / steps, stepsPerSecond })}\n`);
await pool.query('DROP TABLE floor_run, floor_event, floor_step');
await pool.end();
