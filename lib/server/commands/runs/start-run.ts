import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { startedRun, startRunRequest } from '#lib/contracts/run.ts';
import { decide } from '#lib/domain/run/decide.ts';
import { specHash } from '#lib/domain/workflow/canonical.ts';
import { inputFindings } from '#lib/domain/workflow/findings/inputs.ts';
import { normalize } from '#lib/domain/workflow/normal.ts';
import { pack } from '#lib/engine/values.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { serverConfig } from '#lib/server/config.ts';
import { wakeRun } from '#lib/server/doorbell.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { createRun, type LockedRun, nextRunNumber } from '#lib/storage/tx.ts';
import { findWorkflow } from '../../queries/workflows/workflow-row.ts';
import { refuseRun } from '../refuse-run.ts';
import { runnable } from './runnable.ts';

type Started = z.infer<typeof startedRun>;

/**
 * Starts a run of a version (the latest when none is named) or of the draft, which the run then keeps as its own
 * snapshot. Refuses with `invalid_input` (every wrong field named), `not_published`, `invalid_workflow` (a draft with
 * errors), and `conflict` for an archived workflow.
 */
export async function startRun(
  caller: Caller,
  idOrSlug: string,
  request: z.infer<typeof startRunRequest>,
): Promise<Started> {
  authorize(caller, 'run.start');
  const held: { run?: LockedRun } = {};
  const answer = await change(
    caller,
    async (tx): Promise<Started> => {
      // Held as it is: it cannot be deleted or archived between the check and the commit, and other starts go on.
      const row = await findWorkflow(caller, idOrSlug, tx, 'share');
      if (row.archivedAt) throw refuse('conflict', { detail: 'The workflow is archived.', fix: 'Take it out first.' });
      const { workflow, version, authors } = await runnable(tx, row, request);
      const spec = normalize(workflow);
      const checked = inputFindings(spec.inputs, request.input);
      if (!checked.value)
        throw refuse('invalid_input', {
          detail: checked.findings[0]?.message,
          errors: checked.findings.map(({ path, message, fix }) => ({
            path: path?.join('.') ?? 'input',
            message,
            fix,
          })),
        });
      const runId = randomUUID();
      const payloads = new Map<string, string>();
      const input = pack(checked.value, payloads);
      const decision = decide(
        null,
        {
          type: 'start',
          runId,
          number: await nextRunNumber(tx, row.id),
          workflowId: row.id,
          workflowName: spec.name,
          version,
          specHash: specHash(workflow),
          spec,
          input,
          actor: caller.actor,
          authors,
          timeoutMs: spec.timeoutMs ?? serverConfig().defaultRunTimeoutMs,
        },
        0,
      );
      if (!decision.ok) throw refuseRun(decision.refusal);
      const draft = version === null;
      const run = await createRun(tx, {
        workspaceId: caller.workspace.id,
        draft,
        events: decision.events,
        payloads,
      });
      const { number, status } = run.state;
      await recordAudit(tx, caller, {
        action: 'run.started',
        resource: { type: 'run', id: runId, name: `${spec.name} #${number}` },
        runId,
        details: { workflowId: row.id, version, draft, specHash: run.state.specHash, input: told(input) },
      });
      held.run = run;
      return { id: runId, number, status };
    },
    ['runs', 'workflows'],
  );
  if (held.run) await wakeRun(held.run);
  return answer;
}

/** Large inputs stand in the record by their hash; the run keeps them whole. */
const told = (input: ReturnType<typeof pack>) => ('ref' in input ? { sha256: input.ref, bytes: input.bytes } : input.v);
