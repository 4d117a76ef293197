import { stringify } from 'yaml';
import type { Finding, Positions as Places } from '#lib/domain/workflow/findings/finding.ts';
import { workflowSchema } from '#lib/domain/workflow/spec.ts';
import { parseWorkflowText, printWorkflow } from '#lib/domain/workflow/yaml.ts';
import { closeDraft, type Draft, openDraft } from '../model/draft.ts';

/** A drawing as YAML; one whose shape is wrong is printed as it is. */
export function printDraft(draft: Draft): string {
  return printSpec(closeDraft(draft));
}

/** A spec in any state as YAML. */
export function printSpec(spec: unknown): string {
  const checked = workflowSchema.safeParse(spec);
  return checked.success ? printWorkflow(checked.data) : stringify(spec, { lineWidth: 0 });
}

export type ReadText =
  | { draft: Draft; reason: null; findings: readonly Finding[]; places: Places }
  | { draft: null; reason: string; findings: readonly Finding[]; places: Places };

/** A text as a drawing, the nodes where they were in `before`; or why it cannot be drawn, with every finding's place. */
export function readDraft(text: string, before: Draft): ReadText {
  const parsed = parseWorkflowText(text);
  const { findings, positions: places } = parsed;
  if (parsed.value === undefined)
    return { draft: null, reason: 'This is not YAML that can be read.', findings, places };
  const opened = openDraft(parsed.value, before);
  return opened.ok
    ? { draft: opened.draft, reason: null, findings, places }
    : { draft: null, reason: opened.reason, findings, places };
}
