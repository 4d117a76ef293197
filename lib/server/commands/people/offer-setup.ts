import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSecret, secretHash } from '#lib/server/auth/secret.ts';
import { transaction } from '#lib/server/change.ts';
import type { ServerConfig } from '#lib/server/config.ts';
import { needsSetup } from '#lib/server/queries/people/setup.ts';
import { isRefusal } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { insertKey } from './create-key.ts';
import { makeFirstOwner } from './first-owner.ts';

/**
 * At the start of the web process: while there is no owner, makes a new one-time link (earlier ones end) and answers
 * with it. Where the environment names the owner, makes them at once and writes a key of theirs to `admin-key`; null.
 */
export async function offerSetup(config: ServerConfig): Promise<string | null> {
  if (!(await needsSetup())) return null;
  if (config.admin) {
    await makeNamedOwner(config, config.admin);
    return null;
  }
  const token = newSecret();
  await database().pool.query(
    `INSERT INTO installation (id, setup_token_hash) VALUES (1, $1)
     ON CONFLICT (id) DO UPDATE SET setup_token_hash = $1 WHERE installation.setup_done_at IS NULL`,
    [secretHash(token)],
  );
  return `${config.url}/set-up?token=${token}`;
}

async function makeNamedOwner({ dataDir }: ServerConfig, admin: { email: string; password: string }): Promise<void> {
  const email = admin.email.trim().toLowerCase();
  try {
    await transaction(async (tx) => {
      const { author, memberId } = await makeFirstOwner(tx, {
        name: email.split('@')[0] ?? email,
        email,
        password: admin.password,
        workspace: 'Main',
        address: null,
        tokenHash: null,
      });
      const made = await insertKey(tx, author, { memberId, member: email, name: 'First key', scopes: ['admin'] });
      // Before the commit: an owner whose key could not be written down would have none.
      const file = join(dataDir, 'admin-key');
      writeFileSync(file, `${made.key}\n`, { mode: 0o600 });
      chmodSync(file, 0o600);
    });
  } catch (error) {
    // Another web process was faster.
    if (!isRefusal(error, 'setup_done')) throw error;
  }
}
