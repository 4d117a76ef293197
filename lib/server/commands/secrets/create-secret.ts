import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { createSecretRequest, SecretView } from '#lib/contracts/secret.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { sealFor } from '#lib/server/auth/seal.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readSecret } from '#lib/server/queries/secrets/secrets.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';

/** Adds a secret: its value is sealed under its row's id and from here on only a worker opens it. */
export async function createSecret(
  caller: Caller,
  { name, value, description = '' }: z.output<typeof createSecretRequest>,
): Promise<SecretView> {
  authorize(caller, 'secret.manage');
  const id = randomUUID();
  return change(
    caller,
    async (tx) => {
      const { rowCount } = await tx.query(
        `INSERT INTO secret (id, workspace_id, name, description, sealed, created_by)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
        [id, caller.workspace.id, name, description, sealFor('secrets').seal(value, id), caller.member.id],
      );
      if (rowCount === 0)
        throw refuse('conflict', {
          detail: `There is a secret “${name}” already.`,
          fix: 'Replace its value, or take another name.',
          errors: [{ path: 'name', message: 'is taken' }],
        });
      const secret = await readSecret(caller, id, tx);
      await recordAudit(tx, caller, {
        action: 'secret.created',
        resource: { type: 'secret', id, name },
        after: description === '' ? {} : { description },
      });
      return secret;
    },
    ['secrets'],
  );
}
