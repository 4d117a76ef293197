import type { RunStepView } from '#lib/contracts/run-step.ts';
import { itemStep } from '#lib/domain/run/item.ts';
import type { Span, Spans } from '#lib/domain/run/spans.ts';

/** One line of the timeline. `depth`: how far it is set in; `open`: null where nothing is folded below it. */
export type TimeRow = {
  id: string;
  name: string;
  depth: number;
  open: boolean | null;
  spans: readonly Span[];
  /** Null for groups and for steps of items. */
  step: RunStepView | null;
};

/** The id under which a group folds; no step is called so. */
export const groupId = (name: string) => `group ${name}`;

/**
 * Steps that have begun to take time, in the workflow's order; those of a group or of a map's items below it, where it is
 * open. Groups stand where their first step does and are closed only on demand; maps are opened only on demand.
 */
export function timeRows(
  steps: readonly RunStepView[],
  spans: Spans,
  { groups, toggled }: { groups: ReadonlyMap<string, string>; toggled: ReadonlySet<string> },
): TimeRow[] {
  const items = itemsByMap(spans);
  const has = (id: string) => (spans.get(id)?.length ?? 0) > 0;
  const members = Map.groupBy(
    steps.filter(({ id }) => groups.has(id) && has(id)),
    ({ id }) => groups.get(id)!,
  );
  const rows: TimeRow[] = [];
  const done = new Set<string>();
  const add = (step: RunStepView, depth: number) => {
    const own = items.get(step.id) ?? [];
    const open = own.length > 0 ? toggled.has(step.id) : null;
    rows.push({ id: step.id, name: step.name, depth, open, spans: spans.get(step.id)!, step });
    if (open) rows.push(...own.map((id) => itemRow(id, depth + 1, spans)));
  };
  for (const step of steps) {
    if (!has(step.id)) continue;
    const group = groups.get(step.id);
    if (group === undefined) add(step, 0);
    else if (!done.has(group)) {
      done.add(group);
      const among = members.get(group)!;
      const open = !toggled.has(groupId(group));
      const all = among.flatMap(({ id }) => spans.get(id)!);
      rows.push({ id: groupId(group), name: group, depth: 0, open, spans: [around(all)], step: null });
      if (open) for (const member of among) add(member, 1);
    }
  }
  return rows;
}

function itemRow(id: string, depth: number, spans: Spans): TimeRow {
  const { index, inner } = itemStep(id)!;
  return { id, name: `${inner} ${index + 1}`, depth, open: null, spans: spans.get(id)!, step: null };
}

function itemsByMap(spans: Spans): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [id, { length }] of spans) {
    const item = itemStep(id);
    if (!item || length === 0) continue;
    const own = found.get(item.map);
    if (own) own.push(id);
    else found.set(item.map, [id]);
  }
  return found;
}

/** From the first beginning to the last end; open as long as one of them is. */
function around(spans: readonly Span[]): Span {
  let [from, to] = [Number.POSITIVE_INFINITY, 0 as number | null];
  for (const span of spans) {
    from = Math.min(from, span.from);
    to = to === null || span.to === null ? null : Math.max(to, span.to);
  }
  return { phase: 'running', attempt: 1, from, to };
}
