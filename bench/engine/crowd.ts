import { cookieOf } from '../../e2e/harness/people.ts';
import type { Case } from './case.ts';
import { withClient } from './database.ts';
import type { Door } from './door.ts';
import { residentBelow } from './processes.ts';
import { chainOf, owner, type Running } from './running.ts';
import { median, percentile } from './statistics.ts';
import { startWorker } from './worker.ts';

/**
 * 11,000 runs are queued while no worker is there, the many of one workflow first, then ten workflows with fewer, then
 * another workspace; then one worker takes a thousand at a time. Nothing may fail, nobody may wait for the many, and the
 * worker's memory must not grow with what it has done.
 */
export const crowd: Case = {
  name: 'crowd',
  when: 'once',
  async measure({ fresh, quick }) {
    const unit = quick ? 20 : 200;
    const running = await fresh({ COUNTERSIGN_ROLE: 'web' });
    const { door } = running;
    const elsewhere = await secondWorkspace(running);
    const queue = async (through: Door, name: string, runs: number) => {
      const { id } = await through.publish(chainOf(name, 10));
      await through.startMany(id, runs);
    };
    await queue(door, 'many', 35 * unit);
    for (let index = 0; index < 10; index++) await queue(door, `few-${index}`, unit);
    await queue(elsewhere, 'elsewhere', 10 * unit);
    const runs = 55 * unit;

    const from = performance.now();
    const worker = await startWorker(running);
    let samples: number[] = [];
    let warm: number[] = [];
    let drained = from;
    let told: Told = { succeeded: 0, lastFew: 0, lastElsewhere: 0 };
    const sampling = setInterval(() => {
      const resident = residentBelow(worker.pid).find(({ pid }) => pid === worker.pid);
      if (resident) samples.push(resident.rssMb);
    }, 200);
    try {
      await Promise.all([door.allEnded(180_000), elsewhere.allEnded(180_000)]);
      drained = performance.now();
      told = await admissions(running);
      warm = samples.slice((samples.length * 3) / 4);
      samples = [];
      // Once more as many, with a heap that has grown to what the work needs: what it grows by now, it keeps.
      await queue(door, 'again', runs);
      await door.allEnded(180_000);
    } finally {
      clearInterval(sampling);
      await worker.stop();
    }
    const seconds = (drained - from) / 1000;
    // Two workspaces take turns, and in the one the eleven workflows do.
    const fairElsewhere = 2 * 10 * unit;
    const fairFew = 2 * 11 * unit;
    // The small form is admitted in one go and over at once: its turns and its memory say nothing.
    const [turns, growth] = quick ? [{}, {}] : [{ must: 1.25 }, { must: 50 }];
    return [
      { row: 'crowd: runs that did not succeed', value: runs - told.succeeded, unit: 'errors', must: 0 },
      { row: 'crowd: last of the few', value: told.lastFew / fairFew, unit: '× a fair turn', ...turns },
      {
        row: 'crowd: last of the other workspace',
        value: told.lastElsewhere / fairElsewhere,
        unit: '× a fair turn',
        ...turns,
      },
      { row: 'crowd: drained', value: (runs * 10) / seconds, unit: 'steps/s' },
      { row: 'crowd: memory, most', value: percentile([...warm, ...samples], 1), unit: 'MB' },
      {
        row: 'crowd: memory, as many again',
        value: median(samples) - median(warm),
        unit: 'MB',
        ...growth,
      },
    ];
  },
};

/** The owner signs in, makes another workspace, and a key in it. */
async function secondWorkspace({ product, door }: Running): Promise<Door> {
  const cookie = await cookieOf(product.url, owner);
  const headers = { cookie, origin: product.url };
  const by = door.as(headers);
  const { slug } = await by.call<{ slug: string }>('POST', '/workspaces', { name: 'Elsewhere' });
  const entered = await fetch(`${product.url}/api/v1/workspaces/${slug}/enter`, { method: 'POST', headers });
  // Which workspace one is in stands in a cookie of its own: without it the key would be of the first one.
  const there = entered.headers.getSetCookie().map((set) => set.split(';')[0]);
  if (!entered.ok || there.length === 0) throw new Error(`the other workspace was not entered: ${entered.status}`);
  const within = door.as({ ...headers, cookie: [cookie, ...there].join('; ') });
  const { key } = await within.call<{ key: string }>('POST', '/keys', { name: 'bench', scopes: ['admin'] });
  return door.as({ authorization: `Bearer ${key}` });
}

type Told = { succeeded: number; lastFew: number; lastElsewhere: number };

/** Where in the order of admission the last of the small ones stand. */
async function admissions({ ownerUrl }: Running) {
  const text = `select count(*) filter (where status = 'succeeded')::int as succeeded,
      max(place) filter (where name like 'few-%')::int as "lastFew",
      max(place) filter (where name = 'elsewhere')::int as "lastElsewhere"
    from (select r.status, w.slug as name, row_number() over (order by r.admitted_at) as place
      from run r join workflow w on w.id = r.workflow_id) admitted`;
  const { rows } = await withClient(ownerUrl, (client) => client.query<Told>(text));
  return rows[0]!;
}
