import type { NamedPolicy } from '#lib/domain/gate/strengthen.ts';
import type { GatePolicies } from '#lib/engine/ports.ts';
import type { Queryable } from './queryable.ts';

/** Policies of a workspace as they are at this moment: a gate that opens must not meet those of a second ago. */
export function createGatePolicies({ pool }: { pool: Queryable }): GatePolicies {
  return {
    async of(workspaceId) {
      const { rows } = await pool.query<NamedPolicy>({
        name: 'gate_policies',
        text: 'select name, everywhere, demand from gate_policy where workspace_id = $1 order by name',
        values: [workspaceId],
      });
      return rows;
    },
  };
}
