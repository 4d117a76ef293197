import type { PoolClient } from 'pg';
import { type Seal, SealBroken } from './seal.ts';
import { sensitivePlace } from './sealed-values.ts';

export type Purpose = 'secrets' | 'second factor' | 'channels';
export type Seals = Record<Purpose, Seal>;

type Sealed = {
  what: string;
  table: string;
  key: readonly string[];
  column: string;
  purpose: Purpose;
  /** What the seal is bound to, from the row's key. */
  place: (key: readonly string[]) => string;
};

/** Everything that is kept sealed for longer than a day. */
const everything: readonly Sealed[] = [
  { what: 'secrets', table: 'secret', key: ['id'], column: 'sealed', purpose: 'secrets', place: ([id]) => id! },
  {
    what: 'sensitive inputs',
    table: 'sensitive_value',
    key: ['run_id', 'name'],
    column: 'sealed',
    purpose: 'secrets',
    place: ([runId, name]) => sensitivePlace(runId!, name!),
  },
  {
    what: 'second factors',
    table: 'app_user',
    key: ['id'],
    column: 'totp_sealed',
    purpose: 'second factor',
    place: ([id]) => id!,
  },
  {
    what: 'addresses of channels',
    table: 'channel',
    key: ['id'],
    column: 'sealed',
    purpose: 'channels',
    place: ([id]) => id!,
  },
];

const batch = 500;

/**
 * Seals every row anew in the given transaction, and forgets the answers kept for repeated calls, which are sealed for a
 * day only. Answers how many there were of each. Throws SealBroken, naming the row, for one that the old key does not open.
 */
export async function reseal(
  connection: PoolClient,
  { from, to }: { from: Seals; to: Seals },
): Promise<{ what: string; count: number }[]> {
  // Nobody writes under the old key meanwhile; who waits does so until the commit.
  await connection.query(`lock table ${everything.map(({ table }) => table).join(', ')} in share row exclusive mode`);
  const counts: { what: string; count: number }[] = [];
  for (const sealed of everything)
    counts.push({
      what: sealed.what,
      count: await resealTable(connection, sealed, { from: from[sealed.purpose], to: to[sealed.purpose] }),
    });
  await connection.query('delete from idempotency_key');
  return counts;
}

async function resealTable(
  connection: PoolClient,
  { table, key, column, place, what }: Sealed,
  { from, to }: { from: Seal; to: Seal },
): Promise<number> {
  const keys = key.join(', ');
  let count = 0;
  for (let last: string[] = key.map(() => ''); ; ) {
    const { rows } = await connection.query<string[]>({
      rowMode: 'array',
      text: `select ${keys}, ${column} from ${table}
             where ${column} is not null and (${keys}) > (${key.map((_, index) => `$${index + 1}`).join(', ')})
             order by ${keys} limit ${batch}`,
      values: last,
    });
    if (rows.length === 0) return count;
    const anew = rows.map((row) => {
      const id = row.slice(0, key.length);
      try {
        return to.seal(from.open(row[key.length]!, place(id)), place(id));
      } catch (error) {
        if (!(error instanceof SealBroken)) throw error;
        throw new SealBroken(`One of the ${what} (${id.join(' ')}) cannot be opened. ${error.message}`);
      }
    });
    const columns = key.map((_, index) => rows.map((row) => row[index]));
    await connection.query(
      `update ${table} t set ${column} = anew.sealed
         from unnest(${[...key, 'sealed'].map((_, index) => `$${index + 1}::text[]`).join(', ')}) as anew(${keys}, sealed)
        where ${key.map((name) => `t.${name} = anew.${name}`).join(' and ')}`,
      [...columns, anew],
    );
    count += rows.length;
    last = rows.at(-1)!.slice(0, key.length);
  }
}

/** Whether anything is sealed under these seals. All rows are sealed anew in one transaction: one tells for all. */
export async function isSealedUnder(connection: PoolClient, seals: Seals): Promise<boolean> {
  for (const { table, column, purpose } of everything) {
    const { rows } = await connection.query<{ sealed: string }>(
      `select ${column} as sealed from ${table} where ${column} is not null limit 1`,
    );
    if (rows[0]) return seals[purpose].isOwn(rows[0].sealed);
  }
  return false;
}
