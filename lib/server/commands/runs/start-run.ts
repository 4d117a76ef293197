import type { z } from 'zod';
import type { startRunRequest } from '#lib/contracts/run-start.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import type { Workflow } from '#lib/domain/workflow/spec.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { findWorkflowHead } from '../../queries/workflows/workflow-head.ts';
import { runnable } from './runnable.ts';
import { type Started, workflowArchived } from './start-batch.ts';
import { checkedInput, type Startable, startOrder } from './start-order.ts';
import { startTogether } from './start-together.ts';

type Request = z.infer<typeof startRunRequest>;

/**
 * Starts a run of a version (the latest when none is named) or of the draft, which the run then keeps as its own
 * snapshot. Refuses with `invalid_input` (every wrong field named), `not_published`, `invalid_workflow` (a draft with
 * errors), and `conflict` for an archived workflow. What is checked here needs no lock: versions never change, a draft
 * is run as it was read, and whether the workflow is still there is asked again in the transaction.
 */
export async function startRun(caller: Caller, idOrSlug: string, request: Request): Promise<Started> {
  const { what, input } = await checkedStart(caller, idOrSlug, request);
  return startTogether(startOrder(caller, what, input, { labels: request.labels }));
}

/** What a start would run, and with which input; refuses as the start does. */
export async function checkedStart(
  caller: Caller,
  idOrSlug: string,
  request: Request,
): Promise<{ what: Startable; workflow: Workflow; input: JsonObject }> {
  authorize(caller, 'run.start');
  const head = await findWorkflowHead(caller, idOrSlug);
  if (head.archived) throw workflowArchived();
  const { workflow, what } = await runnable(caller, head, request);
  return { what, workflow, input: checkedInput(what.spec.inputs, request.input) };
}
