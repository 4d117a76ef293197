import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { derive } from '#lib/server/auth/secret.ts';
import { openDatabase } from '#lib/storage/database.ts';
import { isSealedUnder, type Seals } from '#lib/storage/reseal.ts';
import { createSeal } from '#lib/storage/seal.ts';
import { inTransaction } from '#lib/storage/transaction.ts';

/**
 * While the key changes, the new one lies beside the old one:
 *
 *   secret-key.next is written ──▶ rows are sealed anew, committed ──▶ secret-key.next becomes secret-key
 *
 * A crash after the first step changes nothing; after the second the rows know the new key, and whoever comes next
 * finishes what is left (`settleNextKey`).
 */
const nextKeyFile = (dataDir: string) => join(dataDir, 'secret-key.next');

/** What seals under this key of the installation. */
export const sealsOf = (key: string): Seals => ({
  secrets: createSeal(derive(key, 'secrets')),
  'second factor': createSeal(derive(key, 'second factor')),
  channels: createSeal(derive(key, 'channels')),
});

/** Makes the new key and keeps it on disk beside the old one. */
export function writeNextKey(dataDir: string): string {
  const key = randomBytes(32).toString('base64url');
  const file = openSync(nextKeyFile(dataDir), 'w', 0o600);
  writeSync(file, `${key}\n`);
  fsyncSync(file);
  closeSync(file);
  return key;
}

/** The new key takes the old one's place at once, or not at all. */
export function swapKeys(dataDir: string): void {
  renameSync(nextKeyFile(dataDir), join(dataDir, 'secret-key'));
  try {
    const folder = openSync(dataDir, 'r');
    fsyncSync(folder);
    closeSync(folder);
  } catch {
    // Some systems cannot open folders. Should the rename be lost, the file beside it is found and moved again.
  }
}

/** Finishes a change of the key that was cut short: forward when its rows were committed, back otherwise. */
export async function settleNextKey(dataDir: string, url: string): Promise<'nothing' | 'finished' | 'undone'> {
  if (!existsSync(nextKeyFile(dataDir))) return 'nothing';
  const key = readFileSync(nextKeyFile(dataDir), 'utf8').trim();
  const database = openDatabase({ url, max: 1, name: 'rotate-key' });
  try {
    const isUsed = key !== '' && (await inTransaction(database.pool, (tx) => isSealedUnder(tx, sealsOf(key))));
    if (isUsed) swapKeys(dataDir);
    else rmSync(nextKeyFile(dataDir));
    return isUsed ? 'finished' : 'undone';
  } finally {
    await database.close();
  }
}
