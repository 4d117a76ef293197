import type { z } from 'zod';
import type { createdWorkflow, useTemplateRequest } from '#lib/contracts/workflow.ts';
import { parseWorkflowText } from '#lib/domain/workflow/yaml.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { refuse } from '#lib/server/refusal.ts';
import { shippedTemplates } from '../../queries/templates/list-templates.ts';
import { createWorkflow } from './create-workflow.ts';

/** Makes a workflow out of a shipped template, under its name or another one; published like any other without errors. */
export async function useTemplate(
  caller: Caller,
  slug: string,
  { name }: z.infer<typeof useTemplateRequest>,
): Promise<z.infer<typeof createdWorkflow>> {
  authorize(caller, 'workflow.write');
  const template = (await shippedTemplates()).find((one) => one.slug === slug);
  if (!template) throw refuse('not_found', 'There is no such template.');
  if (name === undefined) return createWorkflow(caller, { yaml: template.yaml });
  const { workflow } = parseWorkflowText(template.yaml);
  return createWorkflow(caller, { spec: { ...workflow, name } });
}
