import { randomUUID } from 'node:crypto';
import { concurrencyKey } from '#lib/domain/run/concurrency.ts';
import type { Reuse } from '#lib/domain/run/reuse.ts';
import { reference, type SealedName } from '#lib/domain/secret/reference.ts';
import { inputFindings, sensitiveInputs } from '#lib/domain/workflow/findings/inputs.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import type { NormalWorkflow } from '#lib/domain/workflow/normal.ts';
import { pack } from '#lib/engine/values.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { sealFor } from '#lib/server/auth/seal.ts';
import { serverConfig } from '#lib/server/config.ts';
import { refuse } from '#lib/server/refusal.ts';
import { sensitivePlace } from '#lib/storage/sealed-values.ts';
import type { StartOrder } from './start-batch.ts';

/** What is started: a version or a draft's snapshot, checked. */
export type Startable = {
  workflowId: string;
  version: number | null;
  specHash: string;
  spec: NormalWorkflow;
  /** Characters of its JSON. */
  specSize: number;
  authors: string[];
};

/** A start whose input was checked; its sensitive values are sealed for the run, which from here on only refers to them. */
export function startOrder(
  caller: Caller,
  { spec, specSize, ...what }: Startable,
  checked: JsonObject,
  { reuse, labels = [] }: { reuse?: Reuse; labels?: readonly string[] } = {},
): Omit<StartOrder, 'rerun'> {
  const runId = randomUUID();
  const { plain, sealed } = sealInputs(checked, { runId, spec });
  const key = concurrencyKey(spec, { input: plain, version: what.version, actor: caller.actor });
  if (!key.ok) {
    const { message, place, fix } = key.error;
    throw refuse('invalid_input', { detail: message, errors: [{ path: place ?? 'concurrency.key', message, fix }] });
  }
  const payloads = new Map<string, string>();
  const input = pack(plain, payloads);
  let size = specSize + JSON.stringify([input, sealed, reuse]).length;
  for (const text of payloads.values()) size += text.length;
  return {
    caller,
    command: {
      type: 'start',
      runId,
      workflowName: spec.name,
      spec,
      ...what,
      input,
      actor: caller.actor,
      timeoutMs: spec.timeoutMs ?? serverConfig().defaultRunTimeoutMs,
      ...(key.key !== undefined && { concurrencyKey: key.key }),
      ...(labels.length > 0 && { labels: [...labels] }),
      ...(reuse && { reuse }),
    },
    payloads,
    sealed,
    size,
  };
}

/** The input with defaults filled in. Refuses with `invalid_input`, every wrong field named. */
export function checkedInput(inputs: NormalWorkflow['inputs'], given: unknown): JsonObject {
  const { value, findings } = inputFindings(inputs, given);
  if (value) return value;
  throw refuse('invalid_input', {
    detail: findings[0]?.message,
    errors: findings.map(({ path, message, fix }) => ({ path: path?.join('.') ?? 'input', message, fix })),
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
