import type { z } from 'zod';
import type { SecretView, updateSecretRequest } from '#lib/contracts/secret.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { sealFor } from '#lib/server/auth/seal.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readSecret } from '#lib/server/queries/secrets/secrets.ts';
import { recordAudit } from '#lib/server/record-audit.ts';

/** Replaces a secret's value, or describes it anew. Attempts that begin after it are given the new value. */
export async function updateSecret(
  caller: Caller,
  id: string,
  { value, description }: z.output<typeof updateSecretRequest>,
): Promise<SecretView> {
  authorize(caller, 'secret.manage');
  return change(
    caller,
    async (tx) => {
      await tx.query('SELECT 1 FROM secret WHERE id = $1 AND workspace_id = $2 FOR UPDATE', [id, caller.workspace.id]);
      const before = await readSecret(caller, id, tx);
      const described = description !== undefined && description !== before.description;
      if (value === undefined && !described) return before;
      await tx.query(
        `UPDATE secret SET sealed = coalesce($2, sealed), description = coalesce($3, description), updated_at = now()
         WHERE id = $1`,
        [id, value === undefined ? null : sealFor('secrets').seal(value, id), description ?? null],
      );
      const after = await readSecret(caller, id, tx);
      await recordAudit(tx, caller, {
        action: value === undefined ? 'secret.changed' : 'secret.replaced',
        resource: { type: 'secret', id, name: after.name },
        before: { description: before.description },
        after: { description: after.description },
        details: { valueReplaced: value !== undefined },
      });
      return after;
    },
    ['secrets'],
  );
}
