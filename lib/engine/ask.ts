import { evaluate, expressionRoots } from '#lib/domain/expression/evaluate.ts';
import { gateCase } from '#lib/domain/gate/case.ts';
import type { GatePlacement, GatePolicy } from '#lib/domain/gate/spec.ts';
import { strengthened } from '#lib/domain/gate/strengthen.ts';
import { cleanText } from '#lib/domain/run/clean.ts';
import { gatePolicyOf } from '#lib/domain/run/policy-of.ts';
import { buildScope, scopeRefs } from '#lib/domain/run/scope.ts';
import type { Value } from '#lib/domain/run/value.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { Draft } from './draft.ts';
import type { SettleTools } from './settle.ts';

export type Asked = { step: string; placement: GatePlacement; payload: Value; shown: Json };

/** Opens a gate: what the workspace's policies demand of it, whom its expression names and its digest come in as facts. */
export async function ask(draft: Draft, { step, placement, payload, shown }: Asked, tools: SettleTools): Promise<void> {
  const { state } = draft;
  const drawn = gatePolicyOf(state, step, placement);
  const policies = await tools.policies.of(tools.workspaceId);
  const stronger = strengthened(drawn, policies);
  const policy = stronger ?? drawn;
  const { named, trouble } = await namedBy(draft, step, policy, tools);
  const { canonical, digest } = gateCase(state, { step, placement, policy: stronger, named }, shown);
  // The very bytes that were signed, found by their own hash.
  draft.payloads.set(digest, canonical);
  const lost = placement === 'onFailure' && state.steps.get(step)!.error?.kind === 'lost';
  const missing = policy.named !== null && !policies.some(({ name }) => name === policy.named);
  const reasons = [
    lost ? 'It is unknown whether this step happened.' : null,
    missing ? `The workspace has no policy ${policy.named} any more, so nobody can let this pass.` : null,
    trouble,
  ].filter((text) => text !== null);
  draft.take({
    type: 'openGate',
    step,
    gate: tools.chance.id(),
    payload,
    digest,
    named,
    ...(stronger ? { policy: stronger } : {}),
    ...(reasons.length > 0 ? { reason: reasons.join(' ') } : {}),
  });
}

const mostNamed = 100;

/** Whom the reviewers' expression gives. One that fails, or gives no names, names nobody: the gate says so. */
async function namedBy(
  draft: Draft,
  step: string,
  { reviewers: { expression } }: GatePolicy,
  tools: SettleTools,
): Promise<{ named: string[]; trouble: string | null }> {
  if (expression === null) return { named: [], trouble: null };
  const paths = expressionRoots(expression);
  await tools.values.load(scopeRefs(draft.state, paths, step));
  const result = evaluate(expression, buildScope(draft.state, step, paths, tools.values.resolve));
  const nobody = (why: string) => ({
    named: [],
    trouble: cleanText(`The expression for the reviewers ${why}, so it names nobody.`),
  });
  if (!result.ok) return nobody(`failed (${result.error.message})`);
  const given = [result.value].flat();
  const named = given.filter((name): name is string => typeof name === 'string' && name.trim() !== '');
  if (named.length === 0 || named.length < given.length)
    return nobody(`gave ${JSON.stringify(result.value).slice(0, 200)}`);
  return {
    named: [...new Set(named.map((name) => cleanText(name.trim()).slice(0, 200)))].slice(0, mostNamed),
    trouble: null,
  };
}
