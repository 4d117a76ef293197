import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { startRunRequest } from '#lib/contracts/run.ts';
import { reference, type SealedName } from '#lib/domain/secret/reference.ts';
import { specHash } from '#lib/domain/workflow/canonical.ts';
import { inputFindings, sensitiveInputs } from '#lib/domain/workflow/findings/inputs.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import { type NormalWorkflow, normalize } from '#lib/domain/workflow/normal.ts';
import { pack } from '#lib/engine/values.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { sealFor } from '#lib/server/auth/seal.ts';
import { authorize } from '#lib/server/authorize.ts';
import { serverConfig } from '#lib/server/config.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { sensitivePlace } from '#lib/storage/sealed-values.ts';
import { findWorkflow } from '../../queries/workflows/workflow-row.ts';
import { runnable } from './runnable.ts';
import { type Started, type StartOrder, workflowArchived } from './start-batch.ts';
import { startTogether } from './start-together.ts';

/**
 * Starts a run of a version (the latest when none is named) or of the draft, which the run then keeps as its own
 * snapshot. Refuses with `invalid_input` (every wrong field named), `not_published`, `invalid_workflow` (a draft with
 * errors), and `conflict` for an archived workflow. What is checked here needs no lock: versions never change, a draft
 * is run as it was read, and whether the workflow is still there is asked again in the transaction.
 */
export async function startRun(
  caller: Caller,
  idOrSlug: string,
  request: z.infer<typeof startRunRequest>,
): Promise<Started> {
  authorize(caller, 'run.start');
  const row = await findWorkflow(caller, idOrSlug);
  if (row.archivedAt) throw workflowArchived();
  const { workflow, version, authors } = await runnable(database().pool, row, request);
  const spec = normalize(workflow);
  const checked = inputFindings(spec.inputs, request.input);
  if (!checked.value)
    throw refuse('invalid_input', {
      detail: checked.findings[0]?.message,
      errors: checked.findings.map(({ path, message, fix }) => ({ path: path?.join('.') ?? 'input', message, fix })),
    });
  const runId = randomUUID();
  // From here on only references to them are passed on.
  const { plain, sealed } = sealInputs(checked.value, { runId, spec });
  const payloads = new Map<string, string>();
  const input = pack(plain, payloads);
  let size = JSON.stringify([spec, input, sealed]).length;
  for (const text of payloads.values()) size += text.length;
  return startTogether({
    caller,
    command: {
      type: 'start',
      runId,
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
    payloads,
    sealed,
    size,
  });
}

/** The input with references in the place of its sensitive values, and these sealed for this run. */
function sealInputs(
  input: JsonObject,
  { runId, spec }: { runId: string; spec: NormalWorkflow },
): { plain: JsonObject; sealed: StartOrder['sealed'] } {
  const sealed: StartOrder['sealed'] = [];
  const plain = { ...input };
  for (const input of sensitiveInputs(spec.inputs)) {
    const value = plain[input];
    if (typeof value !== 'string') continue;
    const name: SealedName = `inputs.${input}`;
    sealed.push({ name, sealed: sealFor('secrets').seal(value, sensitivePlace(runId, name)) });
    plain[input] = reference(name);
  }
  return { plain, sealed };
}
