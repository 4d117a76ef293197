import { randomUUID } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { z } from 'zod';
import type { DryRunView } from '#lib/contracts/dry-run.ts';
import type { startRunRequest } from '#lib/contracts/run-start.ts';
import { inline } from '#lib/domain/run/value.ts';
import { reference, shownText } from '#lib/domain/secret/reference.ts';
import { findingsOf } from '#lib/domain/workflow/findings/findings-of.ts';
import { sensitiveInputs } from '#lib/domain/workflow/findings/inputs.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import type { NormalStep } from '#lib/domain/workflow/normal.ts';
import { planOf } from '#lib/domain/workflow/plan.ts';
import { type DryStep, dryRun } from '#lib/engine/dry-run.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { checkedStart } from '#lib/server/commands/runs/start-run.ts';
import { kindCatalogue, stepKind } from '#lib/steps/registry.ts';
import { knownTo } from '../workflows/known-to.ts';
import { stepDurations } from '../workflows/step-durations.ts';

/** Time to compute in; what is left after that counts as known only in a run. */
const computeMs = 5000;
const largestShown = 16 * 1024;

/** What a start would do, with the same refusals; nothing is executed or written. */
export async function dryRunOf(
  caller: Caller,
  idOrSlug: string,
  request: z.infer<typeof startRunRequest>,
): Promise<DryRunView> {
  const checked = await checkedStart(caller, idOrSlug, request);
  const { workflow, input } = checked;
  const { specSize: _, ...what } = checked.what;
  const { spec } = what;
  const plain = { ...input };
  for (const name of sensitiveInputs(spec.inputs))
    if (typeof plain[name] === 'string') plain[name] = reference(`inputs.${name}`);
  const began = performance.now();
  let paused = began;
  const [steps, durations, secrets] = await Promise.all([
    dryRun(
      {
        type: 'start',
        runId: randomUUID(),
        number: 0,
        workflowName: spec.name,
        ...what,
        input: inline(plain),
        actor: caller.actor,
        timeoutMs: spec.timeoutMs,
      },
      {
        kinds: stepKind,
        now: Date.now(),
        expired: () => performance.now() - began > computeMs,
        pause: async () => {
          if (performance.now() - paused < 20) return;
          await breathe();
          paused = performance.now();
        },
      },
    ),
    stepDurations(what.workflowId),
    knownTo(caller),
  ]);
  const specs = new Map(spec.steps.map((step) => [step.id, step]));
  return {
    dryRun: true,
    version: what.version,
    plan: planOf(workflow, durations),
    steps: steps.map((step) => viewOf(step, specs.get(step.id)!)),
    input: shown(plain) as JsonObject,
    findings: findingsOf(workflow, kindCatalogue, secrets),
  };
}

function viewOf(step: DryStep, spec: NormalStep) {
  const { output, ...rest } = step;
  return {
    ...rest,
    name: spec.name,
    kind: spec.kind,
    when: spec.when,
    params: cut(step.params),
    ...(output === undefined ? {} : { output: cut(output) }),
    gates: spec.gates.map(({ placement, title, reviewers }) => ({ placement, title, reviewers })),
  };
}

function cut(value: Json): unknown {
  const text = JSON.stringify(value);
  return text.length <= largestShown ? shown(value) : { preview: shownText(text.slice(0, 2000)), bytes: text.length };
}

/** References as people read them: `••• TOKEN`. */
function shown(value: Json): Json {
  if (typeof value === 'string') return shownText(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(shown);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item)]));
}
