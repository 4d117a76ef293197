import { canonicalJson } from '#lib/domain/workflow/canonical.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import { database } from '#lib/storage/database.ts';

/**
 * A gate's form with its fields in the order in which its author put them. What a run remembers has lost it (jsonb sorts
 * keys); the published version still has it. A form that is not there word for word, and a draft's, comes back as it is.
 */
export async function formAsDrawn(
  form: JsonObject | null,
  of: { workflowId: string; version: number | null; step: string },
): Promise<JsonObject | null> {
  if (!form || of.version === null) return form;
  const { rows } = await database().pool.query<{ spec: { steps?: unknown } }>(
    'SELECT spec FROM workflow_version WHERE workflow_id = $1 AND number = $2',
    [of.workflowId, of.version],
  );
  const steps = rows[0]?.spec.steps;
  const told = canonicalJson(form);
  return formsOf(steps, of.step).find((drawn) => canonicalJson(drawn) === told) ?? form;
}

/** The forms of the gates of one step. */
function formsOf(steps: unknown, id: string): JsonObject[] {
  if (!Array.isArray(steps)) return [];
  const step = (steps as { id?: unknown; gate?: unknown }[]).find((one) => one.id === id);
  const gates = [step?.gate].flat() as ({ form?: JsonObject } | null | undefined)[];
  return gates.flatMap((gate) => (gate?.form ? [gate.form] : []));
}
