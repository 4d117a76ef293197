import type { JsonObject } from '#lib/domain/workflow/json.ts';
import type { Tx } from '#lib/server/change.ts';

type Workflow = { id: string; slug: string; name: string };

/**
 * Names that the latest versions of the workspace's workflows write out, as `namesIn` finds them in a spec → those
 * workflows, by name. Only versions that hold the word are read.
 */
export async function workflowsNaming(
  tx: Tx,
  {
    workspaceId,
    word,
    namesIn,
  }: { workspaceId: string; word: string; namesIn: (spec: JsonObject) => Iterable<string> },
): Promise<ReadonlyMap<string, Workflow[]>> {
  const { rows } = await tx.query<Workflow & { spec: JsonObject }>(
    `SELECT w.id, w.slug, w.name, v.spec FROM workflow w
       JOIN workflow_version v ON v.workflow_id = w.id AND v.number = w.latest
      WHERE w.workspace_id = $1 AND w.deleted_at IS NULL AND w.archived_at IS NULL AND strpos(v.spec::text, $2) > 0
      ORDER BY w.name, w.id`,
    [workspaceId, word],
  );
  const naming = new Map<string, Workflow[]>();
  for (const { spec, ...workflow } of rows)
    for (const name of namesIn(spec)) naming.set(name, [...(naming.get(name) ?? []), workflow]);
  return naming;
}
