import { isRef } from '#lib/domain/run/value.ts';
import type { KeptResult, StepCache } from '#lib/engine/ports.ts';
import type { Queryable } from './queryable.ts';

type Row = { runId: string; at: Date; result: KeptResult; text: string | null };

/** Results of steps by workspace, workflow, step and key; they are written with the events that give them (sections.ts). */
export function createStepCache({ pool }: { pool: Queryable }): StepCache {
  return {
    async find({ workspaceId, workflowId, stepId, hash }) {
      const { rows } = await pool.query<Row>({
        name: 'find_kept',
        text: `select c.run_id as "runId", c.created_at as at, c.result, p.text from step_cache c
          left join payload p on p.workspace_id = c.workspace_id and p.hash = c.result->'output'->>'ref'
          where c.workspace_id = $1 and c.workflow_id = $2 and c.step_id = $3 and c.key_hash = $4
            and c.expires_at > clock_timestamp()`,
        values: [workspaceId, workflowId, stepId, hash],
      });
      const row = rows[0];
      if (!row) return null;
      const { result, runId, at, text } = row;
      const payloads = new Map<string, string>();
      if (isRef(result.output)) {
        if (text === null) return null;
        payloads.set(result.output.ref, text);
      }
      return { result, from: { runId, number: result.number, at: at.getTime() }, payloads };
    },
  };
}
