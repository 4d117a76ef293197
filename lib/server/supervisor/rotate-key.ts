import { hostname } from 'node:os';
import type { Pool } from 'pg';
import type { ServerConfig } from '#lib/server/config.ts';
import { OperatorProblem } from '#lib/server/problem.ts';
import { openDatabase } from '#lib/storage/database.ts';
import { reseal } from '#lib/storage/reseal.ts';
import { SealBroken } from '#lib/storage/seal.ts';
import { inTransaction } from '#lib/storage/transaction.ts';
import { lockDataFolder } from './data-lock.ts';
import { sealsOf, settleNextKey, swapKeys, writeNextKey } from './next-key.ts';
import { requireDataFolder } from './preflight.ts';
import { keptSecretKey } from './secret-key.ts';
import { openStorage } from './storage.ts';

/**
 * Changes the key under which secrets are sealed: everything sealed is sealed anew in one transaction. The product must
 * be stopped. With COUNTERSIGN_SECRET_KEY in the environment the new key comes from there too (`newKey`); otherwise it is
 * made, and replaces the data folder's after the commit. Throws OperatorProblem for what the operator can mend.
 */
export async function rotateKey({
  config,
  newKey,
  say,
}: {
  config: ServerConfig;
  newKey: string | undefined;
  say: (line: string) => void;
}): Promise<void> {
  const { dataDir, secretKey } = config;
  requireNewKey(secretKey, newKey);
  requireDataFolder(dataDir);
  const lock = await lockDataFolder(dataDir);
  try {
    const storage = await openStorage({ config, say, onLost: say });
    const database = openDatabase({ url: storage.applicationUrl, max: 2, name: 'rotate-key' });
    try {
      await requireNoWorkers(database.pool);
      if (secretKey !== null && newKey !== undefined) {
        await resealAll(database.pool, { from: secretKey, to: newKey, say });
        say(
          'Start it with COUNTERSIGN_SECRET_KEY set to the new key, on every machine. The old one opens nothing any more.',
        );
      } else {
        if ((await settleNextKey(dataDir, storage.applicationUrl)) === 'finished')
          say('A change of the key that was cut short is finished; the key is changed once more.');
        await resealAll(database.pool, { from: keptSecretKey(dataDir), to: writeNextKey(dataDir), say });
        swapKeys(dataDir);
        say(`The new key lies in ${dataDir}/secret-key. Backups made before need the old one: it is gone from here.`);
      }
      say('Everybody signs in again, and a call that is repeated with its Idempotency-Key is done anew.');
    } finally {
      await database.close();
      await storage.stop();
    }
  } finally {
    lock.release();
  }
}

/** The new key comes from where the old one does. */
function requireNewKey(secretKey: string | null, newKey: string | undefined): void {
  const name = 'COUNTERSIGN_NEW_SECRET_KEY';
  if (secretKey === null) {
    if (newKey !== undefined)
      throw new OperatorProblem(
        `${name} goes with COUNTERSIGN_SECRET_KEY, which is not set. Without both, the key of the data folder is changed.`,
      );
    return;
  }
  if (newKey === undefined)
    throw new OperatorProblem(
      `The key is COUNTERSIGN_SECRET_KEY. Give the new one in ${name}, for example: openssl rand -base64 32`,
    );
  if (newKey.length < 32) throw new OperatorProblem(`${name} must have at least 32 characters.`);
  if (newKey === secretKey) throw new OperatorProblem(`${name} is the key that is in use.`);
}

/** A worker on another machine would go on with the old key. (One killed a moment ago still counts for some seconds.) */
async function requireNoWorkers(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ host: string; pid: number }>(
    'select host, pid from worker_session where ended_at is null and expires_at > clock_timestamp() limit 1',
  );
  if (!rows[0]) return;
  const { host, pid } = rows[0];
  throw new OperatorProblem(
    `A worker still runs (process ${pid} on ${host === hostname() ? 'this machine' : host}). Stop the product everywhere, then try again.`,
  );
}

async function resealAll(
  pool: Pool,
  { from, to, say }: { from: string; to: string; say: (line: string) => void },
): Promise<void> {
  try {
    const counts = await inTransaction(pool, (tx) => reseal(tx, { from: sealsOf(from), to: sealsOf(to) }));
    say(`Sealed anew: ${counts.map(({ what, count }) => `${count} ${what}`).join(', ')}.`);
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    throw new OperatorProblem(`${error.message} Nothing was changed.`, { cause: error });
  }
}
