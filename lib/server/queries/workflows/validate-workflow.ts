import type { z } from 'zod';
import type { validation } from '#lib/contracts/workflow.ts';
import { planOf } from '#lib/domain/workflow/plan.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { knownTo } from './known-to.ts';
import { hasErrors, readSource, type Source } from './read-source.ts';
import { stepDurations } from './step-durations.ts';
import { findWorkflow } from './workflow-row.ts';

/** Findings and plan of a workflow that may be anything; nothing is kept, nothing is executed. */
export async function validateWorkflow(
  caller: Identity,
  { workflow: of, ...source }: Source & { workflow?: string },
): Promise<z.infer<typeof validation>> {
  authorize(caller, 'workflow.read');
  const durations = of === undefined ? {} : await stepDurations((await findWorkflow(caller, of)).id);
  const { spec, workflow, findings } = readSource(source, { ...(await knownTo(caller)), durations });
  return {
    ok: workflow !== null && !hasErrors(findings),
    findings,
    spec: workflow ?? spec,
    plan: workflow && planOf(workflow, durations),
  };
}
