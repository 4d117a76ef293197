import type { StepError } from '#lib/domain/run/step-error.ts';
import { referencesIn, revealedText, type SealedName } from '#lib/domain/secret/reference.ts';
import { matchesPath } from '#lib/domain/template/path-pattern.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { StepKind } from './step-kind.ts';
import type { SealedValues } from './step-ports.ts';

export type OpenedParams = { ok: true; params: Json; values: string[] } | { ok: false; error: StepError };

/**
 * The parameters with their sealed values put in, for the executor's eyes alone, and these values, to be hidden in all it
 * says. Only in the places that the kind names: elsewhere a reference is a text like any other.
 */
export async function openParams(
  { kind, params, workspaceId, runId }: { kind: StepKind; params: Json; workspaceId: string; runId: string },
  sealed: SealedValues,
): Promise<OpenedParams> {
  const patterns = kind.secrets ?? [];
  const places = new Map<SealedName, string>();
  if (patterns.length > 0)
    eachPlace(params, [], patterns, (text, path) => {
      for (const name of referencesIn(text)) if (!places.has(name)) places.set(name, ['with', ...path].join('.'));
      return text;
    });
  if (places.size === 0) return { ok: true, params, values: [] };
  const opened = await sealed.open({ workspaceId, runId, names: [...places.keys()] });
  for (const [name, place] of places) if (!opened.has(name)) return { ok: false, error: missing(name, place) };
  const read = (name: SealedName) => opened.get(name) ?? '';
  return {
    ok: true,
    params: eachPlace(params, [], patterns, (text) => revealedText(text, read)),
    values: [...opened.values()],
  };
}

/** A copy in which each text at one of these places (or below it) is what `give` makes of it. */
function eachPlace(
  value: Json,
  path: string[],
  patterns: readonly string[],
  give: (text: string, path: string[]) => string,
): Json {
  if (typeof value === 'string') return matchesPath(path, patterns) ? give(value, path) : value;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value))
    return value.map((item, index) => eachPlace(item, [...path, String(index)], patterns, give));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, eachPlace(item, [...path, key], patterns, give)]),
  );
}

function missing(name: SealedName, place: string): StepError {
  const [root, plain] = [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)];
  if (root === 'secrets')
    return {
      kind: 'input',
      message: `The workspace has no secret ${plain}.`,
      place,
      fix: `Add the secret ${plain} under Settings → Secrets, then retry the step.`,
    };
  return {
    kind: 'input',
    message: `The sensitive input ${plain} of this run is not there any more.`,
    place,
    fix: 'Start a new run and enter it again.',
  };
}
