import { evaluate, expressionRoots } from '#lib/domain/expression/evaluate.ts';
import { buildScope, scopeRefs } from '#lib/domain/run/scope.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import type { StepError } from '#lib/domain/run/step-error.ts';
import type { Draft } from './draft.ts';
import type { SettleTools } from './settle.ts';
import { cleanError } from './values.ts';

/** Looks at one rule whose steps have all come to a result; false when none is due. */
export async function settleRule(draft: Draft, tools: SettleTools): Promise<boolean> {
  const { state } = draft;
  const [due] = state.rulesDue;
  const rule = due !== undefined && state.spec.rules.find(({ name }) => name === due);
  if (!rule) return false;
  const paths = expressionRoots(rule.when);
  await tools.values.load(scopeRefs(state, paths, null));
  const result = evaluate(rule.when, buildScope(state, null, paths, tools.values.resolve));
  return draft.take({ type: 'ruleChecked', rule: rule.name, result: judged(state, rule.name, result) }) > 0;
}

type Evaluated = ReturnType<typeof evaluate>;

/** What a failed step left out makes a rule false; anything else that stops it from being evaluated is an error. */
function judged(state: RunState, rule: string, result: Evaluated): { holds: boolean } | { error: StepError } {
  if (result.ok && typeof result.value === 'boolean') return { holds: result.value };
  const named = state.ruleSteps.get(rule) ?? [];
  if (!result.ok && named.some((id) => state.steps.get(id)!.output === null)) return { holds: false };
  const error = result.ok
    ? { message: `The rule gave ${JSON.stringify(result.value).slice(0, 200)}, not true or false.` }
    : result.error;
  return { error: cleanError({ kind: 'expression', ...error }) };
}
