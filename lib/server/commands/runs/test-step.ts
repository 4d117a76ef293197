import type { z } from 'zod';
import type { testStepRequest } from '#lib/contracts/run-start.ts';
import { onlyStep, samples } from '#lib/domain/run/one-step.ts';
import { pack } from '#lib/engine/values.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { refuse } from '#lib/server/refusal.ts';
import { findWorkflowHead } from '../../queries/workflows/workflow-head.ts';
import { runnable } from './runnable.ts';
import { type Started, workflowArchived } from './start-batch.ts';
import { checkedInput, startOrder } from './start-order.ts';
import { startTogether } from './start-together.ts';

/**
 * Runs one step of the draft for real, on the input and the results of earlier steps that the caller gives: a draft run
 * with nothing else in it. Its effects happen. Refuses as a draft run does, and with `invalid_input` for a step that is
 * not there, or that only asks people.
 */
export async function testStep(
  caller: Caller,
  idOrSlug: string,
  step: string,
  request: z.infer<typeof testStepRequest>,
): Promise<Started> {
  authorize(caller, 'run.start');
  const head = await findWorkflowHead(caller, idOrSlug);
  if (head.archived) throw workflowArchived();
  const { what } = await runnable(caller, head, { draft: true });
  const spec = onlyStep(what.spec, step);
  if (!spec)
    throw refuse('invalid_input', {
      detail: `The draft has no step "${step.slice(0, 100)}" that could be tried alone.`,
      fix: 'Name a step of the draft that is no gate; steps of a map are tried with their map.',
    });
  const payloads = new Map<string, string>();
  const reuse = samples(spec, step, request.outputs ?? {}, (json) => pack(json, payloads));
  const order = startOrder(
    caller,
    { ...what, spec, specSize: JSON.stringify(spec).length },
    checkedInput(spec.inputs, request.input),
    { reuse },
  );
  return startTogether({ ...order, payloads: new Map([...order.payloads, ...payloads]), tests: step });
}
