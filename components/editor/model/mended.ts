import type { Fix } from '#lib/domain/workflow/findings/fixes/mend.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import { closeDraft, type Draft, openDraft } from './draft.ts';

/** The drawing with a fix of its workflow made; null when it could not be drawn then. What was not mended keeps its identity. */
export function mended(draft: Draft, fix: Fix): Draft | null {
  const opened = openDraft(fix.spec);
  if (!opened.ok) return null;
  const { settings, order, steps } = opened.draft;
  const kept = new Set(closeDraft(draft).steps as unknown[]);
  const now = fix.spec.steps as JsonObject[];
  const same = (id: string, index: number) => (kept.has(now[index]) ? draft.steps[id] : undefined);
  return {
    ...draft,
    settings,
    order,
    steps: Object.fromEntries(order.map((id, index) => [id, same(id, index) ?? steps[id]!])),
  };
}
