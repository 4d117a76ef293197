import type { Workflow } from '#lib/domain/workflow/spec.ts';
import { refuse } from '#lib/server/refusal.ts';
import type { Tx } from '#lib/storage/tx.ts';
import { hasErrors, readSource } from '../../queries/workflows/read-source.ts';
import type { WorkflowRow } from '../../queries/workflows/workflow-row.ts';

/** What a run executes, and who wrote it. `version` is null for a draft run. */
export type Runnable = { workflow: Workflow; version: number | null; authors: string[] };

/** The version or draft that was asked for. */
export async function runnable(
  tx: Tx,
  row: WorkflowRow,
  request: { version?: number; draft?: boolean },
): Promise<Runnable> {
  if (request.draft && request.version !== undefined)
    throw refuse('invalid_request', { errors: [{ path: 'version', message: 'cannot be named together with draft' }] });
  if (request.draft) return draftOf(tx, row);
  if (row.latest === 0)
    throw refuse('not_published', { fix: 'Publish it, or start a draft run with {"draft": true}.' });
  const version = request.version ?? row.latest;
  const { rows } = await tx.query<{ spec: Workflow; authors: string[] }>(
    'SELECT spec, authors FROM workflow_version WHERE workflow_id = $1 AND number = $2',
    [row.id, version],
  );
  if (!rows[0]) throw refuse('not_found', `There is no version ${version}.`);
  return { workflow: rows[0].spec, version, authors: rows[0].authors };
}

/** A draft is written by those who edited it since the last version, and by that version's authors. */
async function draftOf(tx: Tx, row: WorkflowRow): Promise<Runnable> {
  const { workflow, findings } = readSource({ spec: row.draft });
  if (!workflow || hasErrors(findings))
    throw refuse('invalid_workflow', { detail: 'The draft has errors to mend first.', findings });
  const { rows } = await tx.query<{ authors: string[] }>(
    'SELECT authors FROM workflow_version WHERE workflow_id = $1 AND number = $2',
    [row.id, row.latest],
  );
  const authors = [...new Set([...row.draftAuthors, ...(rows[0]?.authors ?? [])])];
  return { workflow, version: null, authors };
}
