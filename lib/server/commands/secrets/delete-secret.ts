import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readSecret } from '#lib/server/queries/secrets/secrets.ts';
import { recordAudit } from '#lib/server/record-audit.ts';

/** Deletes a secret; steps that name it fail from then on. */
export async function deleteSecret(caller: Caller, id: string): Promise<void> {
  authorize(caller, 'secret.manage');
  await change(
    caller,
    async (tx) => {
      const { name, description, usedBy } = await readSecret(caller, id, tx);
      await tx.query('DELETE FROM secret WHERE id = $1', [id]);
      await recordAudit(tx, caller, {
        action: 'secret.deleted',
        resource: { type: 'secret', id, name },
        before: { description },
        details: { usedBy: usedBy.map((workflow) => workflow.name) },
      });
    },
    ['secrets'],
  );
}
