import type { RunState } from '#lib/domain/run/state.ts';
import type { SealedName } from '#lib/domain/secret/reference.ts';
import { sensitiveInputs } from '#lib/domain/workflow/findings/inputs.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import type { NormalWorkflow } from '#lib/domain/workflow/normal.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { sealFor } from '#lib/server/auth/seal.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { SealBroken } from '#lib/storage/seal.ts';
import { createSealedValues } from '#lib/storage/sealed-values.ts';
import { readValues } from '../../queries/runs/read-values.ts';

/**
 * The input of a rerun, in plain: what is given, else the earlier run's. A sensitive value that is not given stays the
 * earlier one, but only where the workflow still keeps it sealed: nothing else ever sees it.
 */
export async function rerunInput(
  caller: Caller,
  old: RunState,
  inputs: NormalWorkflow['inputs'],
  given: JsonObject | undefined,
): Promise<JsonObject> {
  const earlier = { ...((await readValues(caller.workspace.id, [old.input]))(old.input) as JsonObject) };
  const sealedThen = sensitiveInputs(old.spec.inputs).filter((name) => typeof earlier[name] === 'string');
  for (const name of sealedThen) delete earlier[name];
  const input = { ...(given ?? earlier) };
  const stillSealed = new Set(sensitiveInputs(inputs));
  const kept = sealedThen.filter((name) => stillSealed.has(name) && !Object.hasOwn(input, name));
  for (const [name, value] of await open(caller, old.runId, kept)) input[name] = value;
  // What only the earlier version asked for is left out, unless somebody gave it.
  if (given === undefined) for (const name of Object.keys(input)) if (!Object.hasOwn(inputs, name)) delete input[name];
  return input;
}

async function open(caller: Caller, runId: string, inputs: string[]): Promise<[string, string][]> {
  if (inputs.length === 0) return [];
  const { pool } = database();
  const values = createSealedValues({ pool, seal: () => sealFor('secrets') });
  const names = inputs.map((name): SealedName => `inputs.${name}`);
  try {
    const found = await values.open({ workspaceId: caller.workspace.id, runId, names });
    return [...found].map(([name, value]) => [name.slice('inputs.'.length), value]);
  } catch (cause) {
    if (!(cause instanceof SealBroken)) throw cause;
    throw refuse('unavailable', { detail: cause.message, fix: 'Give the sensitive inputs anew.', cause });
  }
}
