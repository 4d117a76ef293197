import type { WorkflowView } from '#lib/contracts/workflow.ts';
import type { Workflow } from '#lib/domain/workflow/spec.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { database } from '#lib/storage/database.ts';
import { knownTo } from './known-to.ts';
import { workflowSummaryOf } from './list-workflows.ts';
import { readSource, yamlOf } from './read-source.ts';
import { findWorkflow, layoutOf, type WorkflowRow } from './workflow-row.ts';

/** A workflow with its draft, as the editor opens it. */
export async function getWorkflow(caller: Identity, idOrSlug: string): Promise<WorkflowView> {
  authorize(caller, 'workflow.read');
  const row = await findWorkflow(caller, idOrSlug);
  const { workflow, findings } = readSource(
    { spec: row.draft },
    await knownTo(caller, database().pool, row.draftAuthors),
  );
  const [summary, inputs] = await Promise.all([workflowSummaryOf(row.id), inputsOf(row, workflow)]);
  return {
    ...summary,
    draft: row.draft,
    layout: layoutOf(row.layout),
    revision: row.revision,
    yaml: yamlOf({ spec: row.draft, workflow }),
    findings,
    inputs,
  };
}

async function inputsOf(row: WorkflowRow, draft: Workflow | null): Promise<Record<string, unknown>> {
  if (row.latest === 0) return draft?.inputs ?? {};
  const { rows } = await database().pool.query<{ inputs: Record<string, unknown> | null }>(
    `SELECT spec -> 'inputs' AS inputs FROM workflow_version WHERE workflow_id = $1 AND number = $2`,
    [row.id, row.latest],
  );
  return rows[0]?.inputs ?? {};
}
