import { specHash } from '#lib/domain/workflow/canonical.ts';
import type { Workflow } from '#lib/domain/workflow/spec.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import type { Tx } from '#lib/server/change.ts';

export type NewVersion = {
  workflowId: string;
  number: number;
  spec: Workflow;
  layout: unknown;
  /** Members who edited the draft since the last version. */
  authors: string[];
  note: string;
};

/** Adds an immutable version and makes it the latest; the draft starts anew without authors. Answers with the spec's hash. */
export async function insertVersion(tx: Tx, caller: Caller, version: NewVersion): Promise<string> {
  const hash = specHash(version.spec);
  await tx.query(
    `INSERT INTO workflow_version (workflow_id, number, workspace_id, spec, layout, spec_hash, authors, note, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      version.workflowId,
      version.number,
      caller.workspace.id,
      JSON.stringify(version.spec),
      JSON.stringify(version.layout),
      hash,
      version.authors,
      version.note,
      caller.member.id,
    ],
  );
  await tx.query(`UPDATE workflow SET latest = $2, draft_authors = '{}' WHERE id = $1`, [
    version.workflowId,
    version.number,
  ]);
  return hash;
}
