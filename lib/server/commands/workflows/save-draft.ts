import type { z } from 'zod';
import type { saveDraftRequest, savedDraft } from '#lib/contracts/workflow.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { knownTo } from '../../queries/workflows/known-to.ts';
import { readDraft, readSource, yamlOf } from '../../queries/workflows/read-source.ts';
import { findWorkflow, layoutOf, memberNames } from '../../queries/workflows/workflow-row.ts';
import { changesBetween } from '../changes-between.ts';
import { nameOf, textOf } from './draft-names.ts';

/**
 * Saves an edit of the draft that began at `revision`; another one now → `stale_draft`, told with who and when. Whoever
 * changes the spec becomes an author of the next version; moving boxes about does not make one.
 */
export async function saveDraft(
  caller: Caller,
  idOrSlug: string,
  request: z.infer<typeof saveDraftRequest>,
): Promise<z.infer<typeof savedDraft>> {
  authorize(caller, 'workflow.write');
  const given =
    request.spec === undefined && request.yaml === undefined ? null : readDraft(request, await knownTo(caller));
  return change(
    caller,
    async (tx) => {
      const row = await findWorkflow(caller, idOrSlug, tx);
      if (row.revision !== request.revision) {
        const who = (await memberNames([row.updatedBy])).get(row.updatedBy) ?? 'Somebody';
        throw refuse('stale_draft', {
          detail: `${who} saved revision ${row.revision} at ${row.updatedAt.toISOString()}; yours began at ${request.revision}.`,
          fix: 'Load the draft again and repeat your edit.',
        });
      }
      const read = given ?? readSource({ spec: row.draft }, await knownTo(caller, tx));
      const spec = given?.spec ?? row.draft;
      const layout = request.layout ?? layoutOf(row.layout);
      const changes = changesBetween(row.draft, spec);
      const changed = changes.count > 0;
      const name = nameOf(spec);
      const { rows } = await tx.query<{ revision: number; updatedAt: Date }>(
        `UPDATE workflow SET draft = $2, layout = $3, name = $4, description = $5, revision = revision + 1,
         updated_at = now(), updated_by = $6,
         draft_authors = CASE WHEN $7 AND NOT $6 = ANY(draft_authors) THEN draft_authors || $6 ELSE draft_authors END
       WHERE id = $1 RETURNING revision, updated_at AS "updatedAt"`,
        [
          row.id,
          JSON.stringify(spec),
          JSON.stringify(layout),
          name,
          textOf(spec.description),
          caller.member.id,
          changed,
        ],
      );
      const saved = rows[0]!;
      if (changed)
        await recordAudit(tx, caller, {
          action: 'workflow.saved',
          resource: { type: 'workflow', id: row.id, name },
          before: changes.before,
          after: changes.after,
          details: { revision: saved.revision },
        });
      return {
        revision: saved.revision,
        updatedAt: saved.updatedAt.toISOString(),
        findings: read.findings,
        yaml: yamlOf({ spec, workflow: read.workflow }),
        spec,
      };
    },
    ['workflows'],
  );
}
