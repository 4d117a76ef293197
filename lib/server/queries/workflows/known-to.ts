import type { Known, KnownWorkflow } from '#lib/domain/workflow/findings/known.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import { readOutputs } from '#lib/domain/workflow/output.ts';
import type { InputSpec } from '#lib/domain/workflow/spec.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { may } from '#lib/server/authorize.ts';
import type { Tx } from '#lib/server/change.ts';
import { database } from '#lib/storage/database.ts';
import { channelNames } from '../channels/channels.ts';
import { readWorkforce } from '../gates/workforce.ts';
import { secretNames } from '../secrets/secret-names.ts';

/** More workflows than these are not read for the sake of a hint. */
const mostWorkflows = 1000;

/** What of the workspace the caller may know, which findings compare with. `authors` wrote it, or are about to. */
export async function knownTo(
  caller: Identity,
  tx: Tx = database().pool,
  authors: readonly string[] = [caller.member.id],
): Promise<Known> {
  const knowsPeople = may(caller, 'member.read') && may(caller, 'policy.read');
  return {
    secretNames: await secretNames(caller, tx),
    workflows: await workflows(caller, tx),
    channelNames: await channelNames(caller, tx),
    gates: knowsPeople ? { workforce: await readWorkforce(caller.workspace.id, tx), authors } : null,
  };
}

async function workflows(caller: Identity, tx: Tx): Promise<Known['workflows']> {
  if (!may(caller, 'workflow.read')) return null;
  const { rows } = await tx.query<{ id: string; slug: string; latest: number; inputs: unknown; outputs: unknown }>({
    name: 'known_workflows',
    text: `SELECT w.id, w.slug, w.latest, v.spec->'inputs' AS inputs, v.spec->'outputs' AS outputs FROM workflow w
      LEFT JOIN workflow_version v ON v.workflow_id = w.id AND v.number = w.latest
      WHERE w.workspace_id = $1 AND w.deleted_at IS NULL AND w.archived_at IS NULL LIMIT ${mostWorkflows + 1}`,
    values: [caller.workspace.id],
  });
  if (rows.length > mostWorkflows) return null;
  return new Map(
    rows.flatMap(({ id, slug, latest, inputs, outputs }): [string, KnownWorkflow][] => {
      const { values, types } = readOutputs((outputs ?? {}) as JsonObject);
      const known = {
        slug,
        latest,
        inputs: (inputs ?? {}) as Record<string, InputSpec>,
        outputs: Object.fromEntries(Object.keys(values).map((name) => [name, types[name] ?? null])),
      };
      return [
        [slug, known],
        [id, known],
      ];
    }),
  );
}
