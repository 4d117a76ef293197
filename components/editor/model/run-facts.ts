import type { RunView } from '#lib/contracts/run.ts';
import type { SealView } from '#lib/contracts/seal.ts';
import { gateActions } from '#lib/domain/gate/action.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';

/**
 * What templates and expressions saw in a run (lib/domain/run/scope.ts), as far as its view tells: `steps`, `gate` and
 * `run`. `outputs`: those of its steps that are shown whole, by id. What it does not tell (a gate's form and digest, what
 * was said to a step that was sent back) is not there.
 */
export function factsOfRun(
  { id, number, workflowName, version, queuedAt, startedBy, error, reason, steps }: RunView,
  outputs: Readonly<Record<string, Json>>,
): { steps: JsonObject; gate: JsonObject; run: JsonObject } {
  return {
    steps: Object.fromEntries(
      steps.map((step) => [
        step.id,
        {
          status: step.status,
          attempt: step.attempt,
          outcome: step.outcome,
          error: step.error as Json,
          ...(step.id in outputs || step.output === null || step.output === undefined
            ? { output: outputs[step.id] ?? null }
            : {}),
        },
      ]),
    ),
    gate: Object.fromEntries(
      steps.flatMap(({ id: step, seals }) => {
        const counted = seals.filter((seal) => seal.action !== 'void');
        const last = counted.at(-1);
        return last ? [[step, decided(last, counted)]] : [];
      }),
    ),
    run: {
      id,
      number,
      workflow: workflowName,
      version,
      startedAt: queuedAt,
      startedBy: { name: startedBy.name, email: startedBy.email ?? '' },
      failure: error ? { message: error.message, reason } : null,
    },
  };
}

const decided = ({ action, outcome, by, at, comment, expired }: SealView, seals: readonly SealView[]): JsonObject => ({
  action,
  outcome,
  by: by.name,
  at,
  comment: comment ?? '',
  expired,
  signers: seals
    .filter((seal) => gateActions[seal.action as keyof typeof gateActions]?.letsThrough)
    .map((seal) => ({
      name: seal.by.name,
      email: seal.by.email ?? '',
      action: seal.action,
      at: seal.at,
      comment: seal.comment ?? '',
      selfSigned: seal.selfSigned,
    })),
});
