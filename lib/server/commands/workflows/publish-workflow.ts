import type { z } from 'zod';
import type { publishedVersion, publishRequest } from '#lib/contracts/workflow.ts';
import { specHash } from '#lib/domain/workflow/canonical.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { knownTo } from '../../queries/workflows/known-to.ts';
import { hasErrors, readSource } from '../../queries/workflows/read-source.ts';
import { findWorkflow } from '../../queries/workflows/workflow-row.ts';
import { insertVersion } from './insert-version.ts';

/**
 * Makes the draft the next version, which never changes again; its authors are those who edited the draft. A draft that
 * says what the latest version says makes no new one: that version is the answer. Refuses
 * with `invalid_workflow` and the findings when it has errors, with `stale_draft` when `revision` is not the draft's.
 */
export async function publishWorkflow(
  caller: Caller,
  idOrSlug: string,
  request: z.infer<typeof publishRequest>,
): Promise<z.infer<typeof publishedVersion>> {
  authorize(caller, 'workflow.publish');
  return change(
    caller,
    async (tx) => {
      const row = await findWorkflow(caller, idOrSlug, tx);
      if (request.revision !== undefined && request.revision !== row.revision)
        throw refuse('stale_draft', {
          detail: `The draft is at revision ${row.revision} now, not ${request.revision}.`,
          fix: 'Look at the draft again before publishing it.',
        });
      if (row.archivedAt)
        throw refuse('conflict', { detail: 'The workflow is archived.', fix: 'Take it out of the archive first.' });
      // Nobody edited the spec since the last version (a restored file, say): then whoever publishes it answers for it.
      const authors = row.draftAuthors.length > 0 ? row.draftAuthors : [caller.member.id];
      const { workflow, findings } = readSource({ spec: row.draft }, await knownTo(caller, tx, authors));
      if (!workflow || hasErrors(findings)) {
        const errors = findings.filter((finding) => finding.severity === 'error').length;
        throw refuse('invalid_workflow', {
          detail: `${errors} ${errors === 1 ? 'error' : 'errors'} to mend.`,
          findings,
        });
      }
      // The same text again is the same version: a second one would only lose sight of who wrote it (four eyes).
      const { rows } = await tx.query<{ spec_hash: string }>(
        'SELECT spec_hash FROM workflow_version WHERE workflow_id = $1 AND number = $2',
        [row.id, row.latest],
      );
      if (rows[0]?.spec_hash === specHash(workflow))
        return { version: row.latest, specHash: rows[0].spec_hash, findings };
      const number = row.latest + 1;
      const hash = await insertVersion(tx, caller, {
        workflowId: row.id,
        number,
        spec: workflow,
        layout: row.layout,
        authors,
        note: request.note ?? '',
      });
      await recordAudit(tx, caller, {
        action: 'workflow.published',
        resource: { type: 'workflow', id: row.id, name: row.name },
        details: { version: number, specHash: hash, authors, note: request.note ?? '' },
      });
      return { version: number, specHash: hash, findings };
    },
    ['workflows'],
  );
}
