import type { Pool } from 'pg';
import type { SealedName } from '#lib/domain/secret/reference.ts';
import type { SealedValues } from '#lib/engine/step-ports.ts';
import type { Queryable } from './engine/queryable.ts';
import { type Seal, SealBroken } from './seal.ts';

/** What a run's sensitive value is bound to: neither another run nor another name can be given it. `name`: `inputs.password`. */
export const sensitivePlace = (runId: string, name: string): string => `${runId} ${name}`;

/** Keeps sealed values of runs, in the transaction that makes the runs. */
export async function keepSensitiveValues(
  tx: Queryable,
  values: readonly { runId: string; workspaceId: string; name: SealedName; sealed: string }[],
): Promise<void> {
  if (values.length === 0) return;
  await tx.query({
    name: 'keep_sensitive_values',
    text: `insert into sensitive_value (run_id, workspace_id, name, sealed)
           select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])`,
    values: (['runId', 'workspaceId', 'name', 'sealed'] as const).map((key) => values.map((value) => value[key])),
  });
}

/** The workspace's secrets and the run's sensitive values. `seal` is asked for when there is something to open. */
export function createSealedValues({ pool, seal }: { pool: Pool; seal: () => Seal }): SealedValues {
  return {
    async open({ workspaceId, runId, names }) {
      const found = new Map<SealedName, string>();
      const secrets = namesBelow('secrets.', names);
      const inputs = names.filter((name) => name.startsWith('inputs.'));
      if (secrets.length > 0) {
        const { rows } = await pool.query<{ id: string; name: string; sealed: string }>({
          name: 'open_secrets',
          text: 'select id, name, sealed from secret where workspace_id = $1 and name = any($2::text[])',
          values: [workspaceId, secrets],
        });
        for (const { id, name, sealed } of rows)
          found.set(`secrets.${name}`, opened(seal(), sealed, id, `The secret ${name}`));
        await noteUse(
          pool,
          rows.map(({ id }) => id),
        );
      }
      if (inputs.length > 0) {
        const { rows } = await pool.query<{ name: SealedName; sealed: string }>({
          name: 'open_sensitive_values',
          text: 'select name, sealed from sensitive_value where run_id = $1 and workspace_id = $2 and name = any($3::text[])',
          values: [runId, workspaceId, inputs],
        });
        for (const { name, sealed } of rows)
          found.set(name, opened(seal(), sealed, sensitivePlace(runId, name), `The value of ${name}`));
      }
      return found;
    },
  };
}

const namesBelow = (root: string, names: readonly SealedName[]): string[] =>
  names.flatMap((name) => (name.startsWith(root) ? [name.slice(root.length)] : []));

/** Whoever reads the step's error learns which one it is: the key was changed by hand, or the row was. */
function opened(seal: Seal, sealed: string, place: string, what: string): string {
  try {
    return seal.open(sealed, place);
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    throw new SealBroken(`${what} cannot be opened. ${error.message}`);
  }
}

/** Written at most once a minute each, so that a secret that every step uses does not become a row that all wait for. */
async function noteUse(pool: Pool, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await pool.query({
    name: 'note_secret_use',
    text: `update secret set last_used_at = now() where id in (
             select id from secret
              where id = any($1::text[]) and (last_used_at is null or last_used_at < now() - interval '1 minute')
              order by id for no key update skip locked)`,
    values: [ids],
  });
}
