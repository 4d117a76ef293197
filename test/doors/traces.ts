import pg from 'pg';
import type { TestDatabase } from '../database.ts';

// Columns that say when somebody was last seen: a refused call may move them.
const seen = ['seen_at', 'last_used_at'];
/** Attempts are counted whoever makes them; workers breathe. */
const apart = ['throttle', 'worker_session'];

/** Everything the database holds, as one text: equal before and after means that nothing was written. */
export async function everythingIn({ pool }: Pick<TestDatabase, 'pool'>): Promise<string> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> ALL($1) ORDER BY 1`,
    [apart],
  );
  const each = tables.map(
    ({
      name,
    }) => `SELECT '${name}' AS name, count(*) || ' ' || coalesce(md5(string_agg(line, '' ORDER BY line)), '') AS is
      FROM (SELECT md5((to_jsonb(t) - $1::text[])::text) AS line FROM "${name}" t) lines`,
  );
  const { rows } = await pool.query<{ name: string; is: string }>(each.join(' UNION ALL '), [seen]);
  // Tables may be counted side by side, and then come in any order.
  return rows
    .map(({ name, is }) => `${name} ${is}`)
    .toSorted()
    .join('\n');
}

/** The statements that `work` sends to the database, in their order, without their values. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const said: string[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [first] = given;
    said.push(typeof first === 'string' ? first : String((first as { text?: string }).text));
    return Reflect.apply(query, this, given);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return said;
}
