import type { z } from 'zod';
import type { createdWorkflow, duplicateRequest } from '#lib/contracts/workflow.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { knownTo } from '../../queries/workflows/known-to.ts';
import { readDraft } from '../../queries/workflows/read-source.ts';
import { findWorkflow, layoutOf } from '../../queries/workflows/workflow-row.ts';
import { nameOf } from './draft-names.ts';
import { insertWorkflow } from './insert-workflow.ts';

/** Makes a new workflow whose draft is a copy of this one's, unpublished, under a name of its own. */
export async function duplicateWorkflow(
  caller: Caller,
  idOrSlug: string,
  request: z.infer<typeof duplicateRequest>,
): Promise<z.infer<typeof createdWorkflow>> {
  authorize(caller, 'workflow.write');
  const original = await findWorkflow(caller, idOrSlug);
  const name = request.name ?? `${nameOf(original.draft).slice(0, 95)} copy`;
  const spec = { ...original.draft, name };
  const findings = readDraft({ spec }, await knownTo(caller)).findings;
  return change(
    caller,
    async (tx) => {
      const { id, slug } = await insertWorkflow(tx, caller, { spec, layout: layoutOf(original.layout) });
      await recordAudit(tx, caller, {
        action: 'workflow.duplicated',
        resource: { type: 'workflow', id, name },
        details: { from: original.id, fromName: original.name, slug },
      });
      return { id, slug, version: null, findings };
    },
    ['workflows'],
  );
}
