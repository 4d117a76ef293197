import { specHash } from '#lib/domain/workflow/canonical.ts';
import { normalize } from '#lib/domain/workflow/normal.ts';
import type { Workflow } from '#lib/domain/workflow/spec.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { Recent } from '#lib/server/recent.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { hasErrors, readSource } from '../../queries/workflows/read-source.ts';
import type { WorkflowHead } from '../../queries/workflows/workflow-head.ts';
import { findWorkflow } from '../../queries/workflows/workflow-row.ts';
import type { Startable } from './start-order.ts';

/** What a run executes, as it was written and made ready. `version` is null for a draft run. */
export type Runnable = { workflow: Workflow; what: Startable };

/** Versions never change: those started lately are read, hashed and made ready once. In characters of their specs. */
const versions = new Recent<Runnable>(32 * 1024 * 1024);

/** The version or draft that was asked for. */
export async function runnable(
  caller: Pick<Identity, 'workspace'>,
  head: WorkflowHead,
  request: { version?: number; draft?: boolean },
): Promise<Runnable> {
  if (request.draft && request.version !== undefined)
    throw refuse('invalid_request', { errors: [{ path: 'version', message: 'cannot be named together with draft' }] });
  if (request.draft) return draftOf(caller, head);
  if (head.latest === 0)
    throw refuse('not_published', { fix: 'Publish it, or start a draft run with {"draft": true}.' });
  return versionOf(head.id, request.version ?? head.latest);
}

async function versionOf(workflowId: string, version: number): Promise<Runnable> {
  const key = `${workflowId} ${version}`;
  const known = versions.get(key);
  if (known) return known;
  const { rows } = await database().pool.query<{ spec: Workflow; authors: string[] }>(
    'SELECT spec, authors FROM workflow_version WHERE workflow_id = $1 AND number = $2',
    [workflowId, version],
  );
  if (!rows[0]) throw refuse('not_found', `There is no version ${version}.`);
  const made = ready(rows[0].spec, { workflowId, version, authors: rows[0].authors });
  versions.set(key, made, made.what.specSize);
  return made;
}

function ready(workflow: Workflow, what: Pick<Startable, 'workflowId' | 'version' | 'authors'>): Runnable {
  const spec = normalize(workflow);
  const specSize = JSON.stringify(spec).length;
  return { workflow, what: { ...what, spec, specSize, specHash: specHash(workflow) } };
}

/** A draft is written by those who edited it since the last version, and by that version's authors. */
async function draftOf(caller: Pick<Identity, 'workspace'>, { id, latest }: WorkflowHead): Promise<Runnable> {
  const row = await findWorkflow(caller, id);
  const { workflow, findings } = readSource({ spec: row.draft });
  if (!workflow || hasErrors(findings))
    throw refuse('invalid_workflow', { detail: 'The draft has errors to mend first.', findings });
  const { rows } = await database().pool.query<{ authors: string[] }>(
    'SELECT authors FROM workflow_version WHERE workflow_id = $1 AND number = $2',
    [id, latest],
  );
  const authors = [...new Set([...row.draftAuthors, ...(rows[0]?.authors ?? [])])];
  return ready(workflow, { workflowId: id, version: null, authors });
}
