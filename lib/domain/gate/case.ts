import { gatePolicyOf } from '../run/policy-of.ts';
import type { RunState } from '../run/state.ts';
import { hashOf } from '../run/value.ts';
import { canonicalJson, sha256Hex } from '../workflow/canonical.ts';
import type { Json } from '../workflow/json.ts';
import type { GatePlacement, GatePolicy } from './spec.ts';

/**
 * What a reviewer is shown, and therefore signs: payload, error, artifacts' and upstream results' hashes, step,
 * attempt, the run's input, workflow version, and the policy with its form. Never the run's version or the votes of
 * others: they change without changing what is signed. Nor the run itself: a rerun that asks exactly the same has the
 * same digest, and a decision names its gate, so that none can be moved (docs/decisions/a-digest-names-no-run.md).
 */
export type GateCase = { canonical: string; digest: string };

/** A gate, or one that is about to open. `policy`: null where it asks what was drawn; `named` by its expression. */
type CaseOf = { step: string; placement: GatePlacement; policy?: GatePolicy | null; named?: string[] };

/** The canonical bytes (kept as text: jsonb would reorder them) and their SHA-256 in hex. */
export function gateCase(state: RunState, { step, placement, policy, named = [] }: CaseOf, payload: Json): GateCase {
  const now = state.steps.get(step)!;
  const canonical = canonicalJson({
    format: 3,
    input: hashOf(state.input),
    workflow: { id: state.workflowId, version: state.version, spec: state.specHash },
    step,
    placement,
    attempt: now.attempt,
    round: now.round,
    policy: policy ?? gatePolicyOf(state, step, placement),
    named,
    payload,
    error: placement === 'onFailure' ? (now.error ?? null) : null,
    artifacts: now.artifacts.map(({ name, mediaType, bytes, hash }) => ({ name, mediaType, bytes, hash })),
    upstream: upstreamHashes(state, step),
  } as Json);
  return { canonical, digest: sha256Hex(canonical) };
}

/** The results a gate shows beside its payload, by hash; order of the step's needs. */
export function upstreamHashes(state: RunState, step: string): { step: string; hash: string }[] {
  const needed = new Set(state.stepSpecs.get(step)!.needs.map((need) => need.step));
  return [...needed].flatMap((id) => {
    const { output } = state.steps.get(id)!;
    return output === null ? [] : [{ step: id, hash: hashOf(output) }];
  });
}
