import { z } from 'zod';
import type { StepKindView } from '#lib/contracts/workflow.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { stepKinds } from '#lib/steps/registry.ts';

let views: StepKindView[] | undefined;

/** Every kind of step, with its parameters as JSON Schema: what the palette and the panels are made from. */
export function listStepKinds(caller: Identity): StepKindView[] {
  authorize(caller, 'workflow.read');
  views ??= stepKinds.map(({ kind, label, group, description, icon, where, params, hints, summary, example }) => ({
    kind,
    label,
    group,
    description,
    icon,
    where,
    schema: z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' }),
    hints,
    summary,
    example,
  }));
  return views;
}
