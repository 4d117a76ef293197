import type { z } from 'zod';
import type { createdWorkflow } from '#lib/contracts/workflow.ts';
import type { Layout } from '#lib/domain/workflow/spec.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { knownTo } from '../../queries/workflows/known-to.ts';
import { hasErrors, readDraft, type Source } from '../../queries/workflows/read-source.ts';
import { insertVersion } from './insert-version.ts';
import { insertWorkflow } from './insert-workflow.ts';

/**
 * Makes a workflow: its draft, and version 1 when it has no errors (`draftOnly`: never). Refuses with
 * `invalid_workflow` only what is no spec at all; everything else is kept with its findings.
 */
export async function createWorkflow(
  caller: Caller,
  request: Source & { layout?: Layout; draftOnly?: boolean },
): Promise<z.infer<typeof createdWorkflow>> {
  authorize(caller, 'workflow.write');
  const { spec, workflow, findings } = readDraft(request, await knownTo(caller));
  const publishes = workflow !== null && !request.draftOnly && !hasErrors(findings);
  if (publishes) authorize(caller, 'workflow.publish');
  const layout = request.layout ?? { positions: {} };
  return change(
    caller,
    async (tx) => {
      const { id, slug, name } = await insertWorkflow(tx, caller, { spec, layout });
      const resource = { type: 'workflow', id, name };
      await recordAudit(tx, caller, { action: 'workflow.created', resource, details: { slug } });
      if (!publishes) return { id, slug, version: null, findings };
      const specHash = await insertVersion(tx, caller, {
        workflowId: id,
        number: 1,
        spec: workflow,
        layout,
        authors: [caller.member.id],
        note: '',
      });
      await recordAudit(tx, caller, { action: 'workflow.published', resource, details: { version: 1, specHash } });
      return { id, slug, version: 1, findings };
    },
    ['workflows'],
  );
}
