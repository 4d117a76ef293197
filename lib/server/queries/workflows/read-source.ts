import { stringify } from 'yaml';
import { type Finding, hasErrors, withPlaces } from '#lib/domain/workflow/findings/finding.ts';
import { findingsOf } from '#lib/domain/workflow/findings/findings-of.ts';
import { type Known, nothingKnown } from '#lib/domain/workflow/findings/known.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import type { Workflow } from '#lib/domain/workflow/spec.ts';
import { parseWorkflowText, parseWorkflowValue, printWorkflow } from '#lib/domain/workflow/yaml.ts';
import { refuse } from '#lib/server/refusal.ts';
import { kindCatalogue } from '#lib/steps/registry.ts';

/** A workflow as it was sent: a value, or the text of a file. */
export type Source = { spec?: unknown; yaml?: string };

export type ReadSpec = {
  /** As its author wrote it; null when it is no spec at all. */
  spec: JsonObject | null;
  /** Null when its shape is wrong. */
  workflow: Workflow | null;
  findings: Finding[];
};

export { hasErrors };

/**
 * Reads and checks what was sent; executes nothing. Whatever it is, the answer says what is wrong with it.
 * `known`: what the workspace has, where names of what it has not are to be told.
 */
export function readSource({ spec, yaml }: Source, known: Known = nothingKnown): ReadSpec {
  if ((spec === undefined) === (yaml === undefined))
    throw refuse('invalid_request', {
      detail: 'A workflow is sent either as spec (JSON) or as yaml (the text of a file).',
      errors: [{ path: 'spec', message: spec === undefined ? 'is missing (or yaml)' : 'and yaml exclude one another' }],
    });
  const parsed = yaml === undefined ? parseWorkflowValue(spec) : parseWorkflowText(yaml);
  const value = parsed.value ?? spec;
  const found = parsed.workflow ? withPlaces(findingsOf(parsed.workflow, kindCatalogue, known), parsed.positions) : [];
  return {
    spec: storable(parsed.findings) && isSpec(value) ? value : null,
    workflow: parsed.workflow ?? null,
    findings: [...parsed.findings, ...found],
  };
}

/** The same for a draft to keep: refuses with `invalid_workflow` and the findings what is no spec at all. */
export function readDraft(source: Source, known: Known): ReadSpec & { spec: JsonObject } {
  const read = readSource(source, known);
  const { spec } = read;
  if (spec) return { ...read, spec };
  throw refuse('invalid_workflow', {
    detail: read.findings[0]?.message ?? 'A workflow is an object with a list of steps.',
    fix: read.findings[0]?.fix ?? 'Start with:\nname: my-workflow\nsteps: []',
    findings: read.findings,
  });
}

/** Text that no column can hold, or nesting that nothing survives, is not even kept as a draft. */
const storable = (findings: readonly Finding[]) =>
  !findings.some(({ rule }) => rule === 'syntax.value' || rule === 'syntax.size');

/** An object with a list of steps: the least that can be drawn and mended. */
function isSpec(value: unknown): value is JsonObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Array.isArray((value as JsonObject).steps)
  );
}

/** A draft as YAML: well printed when its shape is right, plainly as it is otherwise. */
export function yamlOf({ spec, workflow }: { spec: JsonObject; workflow: Workflow | null }): string {
  return workflow ? printWorkflow(workflow) : stringify(spec, { aliasDuplicateObjects: false });
}
