import { z } from 'zod';
import type { KindCatalogue } from '#lib/domain/workflow/kind-catalogue.ts';
import { stepKinds } from './registry.ts';

/** What the checks of a workflow need to know of the kinds there are. */
export const kindCatalogue: KindCatalogue = new Map(stepKinds.map((kind) => [kind.kind, kind]));

/** What the palette and the panels are made from (GET /step-kinds): each kind's description with the JSON Schema of its `with`. */
export function stepKindViews() {
  return stepKinds.map(({ kind, label, group, description, icon, where, hints, summary, example, params }) => ({
    kind,
    label,
    group,
    description,
    icon,
    where,
    schema: z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' }),
    hints,
    summary,
    example,
  }));
}
