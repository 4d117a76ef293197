import type { NamedPolicy } from '#lib/domain/gate/strengthen.ts';
import type { GatePolicies } from '#lib/engine/ports.ts';
import type { Queryable } from './queryable.ts';

/** Ten thousand gates that open together ask once; a change holds for gates that open a moment later. */
const believedMs = 1000;

/** Policies of a workspace, as gates meet them when they open. */
export function createGatePolicies({ pool }: { pool: Queryable }): GatePolicies {
  const known = new Map<string, { until: number; policies: Promise<NamedPolicy[]> }>();
  const read = async (workspaceId: string) => {
    const { rows } = await pool.query<NamedPolicy>({
      name: 'gate_policies',
      text: 'select name, everywhere, demand from gate_policy where workspace_id = $1 order by name',
      values: [workspaceId],
    });
    return rows;
  };
  return {
    of(workspaceId) {
      const now = performance.now();
      const held = known.get(workspaceId);
      if (held && held.until > now) return held.policies;
      const policies = read(workspaceId);
      known.set(workspaceId, { until: now + believedMs, policies });
      policies.catch(() => known.delete(workspaceId));
      if (known.size > 10_000) known.clear();
      return policies;
    },
  };
}
