import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { RerunPreview, rerunRequest } from '#lib/contracts/rerun.ts';
import { planRerun } from '#lib/domain/run/plan-rerun.ts';
import type { Reuse } from '#lib/domain/run/reuse.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { isRef } from '#lib/domain/run/value.ts';
import { sensitiveInputs } from '#lib/domain/workflow/findings/inputs.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { refuse } from '#lib/server/refusal.ts';
import { findRun, stateOf } from '../../queries/runs/find-run.ts';
import { findWorkflowHead, type WorkflowHead } from '../../queries/workflows/workflow-head.ts';
import { previewRerun } from './preview-rerun.ts';
import { rerunInput } from './rerun-input.ts';
import { runnable } from './runnable.ts';
import { type Started, workflowArchived } from './start-batch.ts';
import { checkedInput, type Startable, startOrder } from './start-order.ts';
import { startTogether } from './start-together.ts';

type Request = z.output<typeof rerunRequest>;

/**
 * Runs an ended run again: from some steps on, with its own version or another, with its input or another. Refuses as a
 * start does, with `run_not_over` for a run that goes on, and with `invalid_input` for a step that the workflow has not.
 */
export async function rerunRun(caller: Caller, id: string, request: Request): Promise<Started | RerunPreview> {
  authorize(caller, 'run.start');
  const old = await stateOf(await findRun(caller, id));
  if (old.finishedAt === null) throw refuse('run_not_over', { fix: 'Wait for its end, or cancel it first.' });
  const head = await findWorkflowHead(caller, old.workflowId);
  if (head.archived) throw workflowArchived();
  const what = await startableOf(caller, { head, old, version: request.version });
  requireSteps(what, request.from ?? []);
  const plan = planRerun(old, what.spec, request.from ?? null);
  const given = await rerunInput(caller, old, what.spec.inputs, request.input);
  if (request.preview) return previewRerun(caller, { old, what, plan, latest: head.latest });
  const reuse = ownReuse(plan.reuse, what, request);
  const order = startOrder(caller, what, checkedInput(what.spec.inputs, given), { reuse, labels: old.labels });
  const rerun = { of: { id: old.runId, number: old.number }, from: request.from ?? [], reason: request.reason ?? '' };
  return startTogether({ ...order, rerun: { ...rerun, hashes: hashesOf(reuse), signatures: signatures(reuse, what) } });
}

/** The same again (its own spec, which for a draft is kept nowhere else), or another version. */
async function startableOf(
  caller: Caller,
  { head, old, version }: { head: WorkflowHead; old: RunState; version: Request['version'] },
): Promise<Startable> {
  if (version === undefined || version === old.version) {
    const { workflowId, specHash, spec, authors } = old;
    return { workflowId, version: old.version, specHash, spec, specSize: JSON.stringify(spec).length, authors };
  }
  return (await runnable(caller, head, version === 'latest' ? {} : { version })).what;
}

function requireSteps({ spec }: Startable, from: readonly string[]): void {
  const known = new Set(spec.steps.map(({ id }) => id));
  const errors = from.flatMap((id, index) =>
    known.has(id)
      ? []
      : [
          {
            path: `from.${index}`,
            message: `The workflow has no step "${id.slice(0, 100)}".`,
            fix: 'Name one it has.',
          },
        ],
  );
  if (errors.length > 0) throw refuse('invalid_input', { detail: errors[0]!.message, errors });
}

/**
 * Files get rows of their own. With a sensitive value given anew no signature counts again: the digest covers only its
 * name, so that it cannot tell.
 */
function ownReuse(reuse: Reuse, { spec }: Startable, { input = {} }: Request): Reuse {
  const resealed = sensitiveInputs(spec.inputs).some((name) => Object.hasOwn(input, name));
  const steps = Object.entries(reuse.steps).map(([id, step]) => {
    const artifacts = step.artifacts?.map((artifact) => ({ ...artifact, id: randomUUID() }));
    return [id, artifacts ? { ...step, artifacts } : step];
  });
  return { ...reuse, steps: Object.fromEntries(steps), gates: resealed ? [] : reuse.gates };
}

/** What the record tells of them: the run's own events say which did count. */
const signatures = ({ gates }: Reuse, { spec }: Startable) =>
  gates
    .filter((gate) =>
      spec.steps.some(({ id, gates }) =>
        gates.some(({ placement, reuse }) => reuse && id === gate.step && placement === gate.placement),
      ),
    )
    .slice(0, 100)
    .map(({ step, number, signers }) => ({ step, run: number, by: signers.map(({ actor }) => actor.name) }));

const hashesOf = ({ steps }: Reuse): string[] => [
  ...new Set(
    Object.values(steps)
      .flatMap(({ params, output }) => [params, output])
      .flatMap((value) => (value && isRef(value) ? [value.ref] : [])),
  ),
];
