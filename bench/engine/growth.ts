import type { Case, Figure } from './case.ts';
import { withClient } from './database.ts';
import type { Door } from './door.ts';
import { chainOf, type Running, warmUp } from './running.ts';

/** How cost grows: with the steps of a run, with runs together, and with what the database has seen before. */
export const growth: Case = {
  name: 'growth',
  when: 'named',
  async measure({ fresh, quick }) {
    const running = await fresh();
    await warmUp(running);
    const { door } = running;
    const figures: Figure[] = [];
    for (const length of quick ? [100] : [100, 1000, 5000]) {
      const value = (await door.once(chainOf(`chain-${length}`, length))) / length;
      figures.push({ row: `chain of ${length}`, value, unit: 'ms a step' });
    }
    for (const runs of quick ? [100] : [100, 1000])
      figures.push({ row: `${runs} runs × 10`, ...(await together(door, runs)) });
    const old = quick ? 1000 : 100_000;
    await withHistory(running, old);
    const after = `after ${old.toLocaleString('en')} runs of 20 events`;
    const value = (await door.once(chainOf('chain-after', 1000))) / 1000;
    figures.push({ row: `chain of 1000 ${after}`, value, unit: 'ms a step' });
    figures.push({ row: `500 runs × 10 ${after}`, ...(await together(door, quick ? 50 : 500)) });
    return figures;
  },
};

async function together(door: Door, runs: number): Promise<{ value: number; unit: 'steps/s' }> {
  const { id } = await door.publish(chainOf(`together-${runs}-${performance.now().toFixed(0)}`, 10));
  await door.startMany(id, runs);
  await door.ended(id);
  const { from, to } = await door.span(id);
  return { value: (runs * 10 * 1000) / (to - from), unit: 'steps/s' };
}

/** Copies one ended run of ten steps with its events and steps, so many times, a second apart into the past. */
async function withHistory({ door, ownerUrl }: Running, runs: number): Promise<void> {
  const { id: workflow } = await door.publish(chainOf('old', 10));
  const id = await door.start(workflow);
  await door.ended(workflow);
  await withClient(ownerUrl, async (client) => {
    const columns = async (table: string, but: readonly string[]) => {
      const text = `select quote_ident(column_name) as name from information_schema.columns
        where table_schema = current_schema() and table_name = $1 and is_generated = 'NEVER' and is_identity = 'NO' and column_name <> all($2)`;
      return (await client.query<{ name: string }>(text, [table, but])).rows.map(({ name }) => name).join(', ');
    };
    const run = await columns('run', ['id', 'number', 'queued_at', 'finished_at']);
    const ago = 'make_interval(secs => n)';
    await client.query(
      `insert into run (id, number, queued_at, finished_at, ${run})
       select 'old-' || n, 1000000 + n, queued_at - ${ago}, finished_at - ${ago}, ${run} from run, generate_series(1, $2::int) n where id = $1`,
      [id, runs],
    );
    for (const table of ['run_event', 'run_step']) {
      const rest = await columns(table, ['run_id']);
      await client.query(
        `insert into ${table} (run_id, ${rest}) select 'old-' || n, ${rest} from ${table}, generate_series(1, $2::int) n where run_id = $1`,
        [id, runs],
      );
    }
    await client.query('analyze');
  });
}
