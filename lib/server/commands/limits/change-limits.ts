import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { changeLimitsRequest, LimitsView } from '#lib/contracts/limits.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { readLimits } from '#lib/server/queries/limits/limits.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import type { Tx } from '#lib/storage/tx.ts';

type Request = z.output<typeof changeLimitsRequest>;
type Limit = { scope: 'workspace' | 'workflow' | 'pool'; name: string; max: number | null };

/** Sets, changes and takes away limits. They hold for what starts from now on; what goes on already goes on. */
export async function changeLimits(caller: Caller, given: Request): Promise<LimitsView> {
  authorize(caller, 'limit.manage');
  const workspaceId = caller.workspace.id;
  return change(
    caller,
    async (tx) => {
      await tx.query('SELECT 1 FROM workspace WHERE id = $1 FOR NO KEY UPDATE', [workspaceId]);
      const before = await readLimits(caller, tx);
      const limits = [...(await workflowLimits(tx, workspaceId, given.workflows ?? {})), ...otherLimits(given)];
      const gone = limits.filter(({ max }) => max === null);
      await tx.query(
        `DELETE FROM usage_limit l USING unnest($2::text[], $3::text[]) AS t(scope, name)
         WHERE l.workspace_id = $1 AND l.scope = t.scope AND l.name = t.name`,
        [workspaceId, gone.map(({ scope }) => scope), gone.map(({ name }) => name)],
      );
      const set = limits.filter(({ max }) => max !== null);
      await tx.query(
        `INSERT INTO usage_limit (workspace_id, scope, name, max)
         SELECT $1, t.* FROM unnest($2::text[], $3::text[], $4::int4[]) AS t(scope, name, max)
         ON CONFLICT (workspace_id, scope, name) DO UPDATE SET max = excluded.max`,
        [workspaceId, set.map(({ scope }) => scope), set.map(({ name }) => name), set.map(({ max }) => max)],
      );
      const after = await readLimits(caller, tx);
      if (!isDeepStrictEqual(told(before), told(after)))
        await recordAudit(tx, caller, {
          action: 'limit.changed',
          resource: { type: 'workspace', id: workspaceId, name: caller.workspace.name },
          before: told(before),
          after: told(after),
        });
      return after;
    },
    ['runs'],
  );
}

function otherLimits({ workspace, pools = {} }: Request): Limit[] {
  return [
    ...(workspace === undefined ? [] : [{ scope: 'workspace' as const, name: '', max: workspace }]),
    ...Object.entries(pools).map(([name, max]) => ({ scope: 'pool' as const, name, max })),
  ];
}

async function workflowLimits(tx: Tx, workspaceId: string, given: Record<string, number | null>): Promise<Limit[]> {
  const names = Object.keys(given);
  if (names.length === 0) return [];
  const { rows } = await tx.query<{ id: string; slug: string }>(
    `SELECT id, slug FROM workflow WHERE workspace_id = $1 AND deleted_at IS NULL AND (id = ANY($2) OR slug = ANY($2))`,
    [workspaceId, names],
  );
  const ids = new Map<string, string>();
  for (const name of names) {
    const found = rows.find(({ id }) => id === name) ?? rows.find(({ slug }) => slug === name);
    if (found) ids.set(found.id, name);
  }
  const unknown = names.filter((name) => ![...ids.values()].includes(name));
  if (unknown.length > 0)
    throw refuse('invalid_input', {
      errors: unknown.map((name) => ({
        path: `workflows.${name.slice(0, 100)}`,
        message: 'There is no such workflow.',
        fix: 'Name it by its id or slug.',
      })),
    });
  return [...ids].map(([id, name]) => ({ scope: 'workflow', name: id, max: given[name]! }));
}

const told = ({ workspace, workflows, pools }: LimitsView) => ({ workspace, workflows, pools });
