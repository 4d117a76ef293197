import type { RunStepView } from '#lib/contracts/run-step.ts';

const words = {
  undo: 'Takes back what was done, because the run failed',
  handler: 'Called because the run failed',
  notify: 'Tells people that the run failed',
  escalate: 'Somebody has to acknowledge the failure',
} as const;

/** Why a step is done that the author did not draw here; null where that needs no word. */
export function originOf({ added, fallback, kind }: Pick<RunStepView, 'added' | 'fallback' | 'kind'>): string | null {
  const parts: string[] = [];
  if (added?.rule) parts.push(`Came in through the rule “${added.rule}”`);
  else if (added && added.why !== 'rule') parts.push(words[added.why]);
  if (fallback !== null) parts.push(`Done by fallback ${fallback}: ${kind}`);
  return parts.length > 0 ? parts.join(' · ') : null;
}
