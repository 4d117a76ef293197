import type { GatePolicies } from './ports.ts';

/** Gates that open in one append meet the same policies, and read them once. */
export function askedOnce(policies: GatePolicies): GatePolicies {
  let answer: ReturnType<GatePolicies['of']> | null = null;
  return {
    of(workspaceId) {
      answer ??= policies.of(workspaceId);
      return answer;
    },
  };
}
