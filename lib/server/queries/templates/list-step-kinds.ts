import type { StepKindView } from '#lib/contracts/workflow.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { stepKindViews } from '#lib/steps/registry.ts';

let views: StepKindView[] | undefined;

/** Every kind of step, with its parameters as JSON Schema: what the palette and the panels are made from. */
export function listStepKinds(caller: Identity): StepKindView[] {
  authorize(caller, 'workflow.read');
  views ??= stepKindViews();
  return views;
}
