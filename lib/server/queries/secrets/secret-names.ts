import type { Identity } from '#lib/server/auth/caller.ts';
import { may } from '#lib/server/authorize.ts';
import type { Tx } from '#lib/server/change.ts';
import { database } from '#lib/storage/database.ts';

/** Names of the workspace's secrets, which findings compare with; null for whoever may not see which there are. */
export async function secretNames(caller: Identity, tx: Tx = database().pool): Promise<ReadonlySet<string> | null> {
  if (!may(caller, 'secret.read')) return null;
  const { rows } = await tx.query<{ name: string }>({
    name: 'secret_names',
    text: 'SELECT name FROM secret WHERE workspace_id = $1',
    values: [caller.workspace.id],
  });
  return new Set(rows.map(({ name }) => name));
}
