import type { FindingView } from '#lib/contracts/workflow.ts';
import type { Draft } from './draft.ts';

export type FindingsByStep = Readonly<Record<string, readonly FindingView[]>>;

/** Findings by step. Lists that say the same as in `before` keep their identity, so that their nodes are left alone. */
export function findingsByStep(
  findings: readonly FindingView[],
  draft: Draft,
  before: FindingsByStep = {},
): FindingsByStep {
  const found: Record<string, FindingView[]> = {};
  for (const finding of findings) {
    const step = stepOf(finding, draft);
    if (step === null) continue;
    found[step] ??= [];
    found[step].push(finding);
  }
  const kept: Record<string, readonly FindingView[]> = {};
  for (const [id, list] of Object.entries(found)) {
    const old = before[id];
    kept[id] = old && JSON.stringify(old) === JSON.stringify(list) ? old : list;
  }
  return kept;
}

/** The step a finding is about, by name or by its place in the list; null when it is about the whole. */
export function stepOf(finding: FindingView, draft: Draft): string | null {
  if (finding.step !== undefined && Object.hasOwn(draft.steps, finding.step)) return finding.step;
  const [list, index] = finding.path ?? [];
  return list === 'steps' && typeof index === 'number' ? (draft.order[index] ?? null) : null;
}

const rank = { error: 0, warning: 1, info: 2 } as const;

/** The worst of a step's findings and how many there are; hints alone do not count. */
export function worstOf(findings: readonly FindingView[] | undefined) {
  const told = findings?.filter((finding) => finding.severity !== 'info') ?? [];
  if (told.length === 0) return undefined;
  const severity = told.some((finding) => finding.severity === 'error') ? ('error' as const) : ('warning' as const);
  return { severity, count: told.length };
}

export const bySeverity = (a: FindingView, b: FindingView) => rank[a.severity] - rank[b.severity];

/** The place inside its step: `with.cases.0.when`; empty when it is about the step as a whole. */
export function placeInStep(finding: FindingView): string {
  const path = finding.path ?? [];
  return (path[0] === 'steps' ? path.slice(2) : path).join('.');
}

/** Messages by place under `prefix` (`with`, `gate`; empty for the step itself), for forms; warnings are told elsewhere. */
export function errorsUnder(findings: readonly FindingView[] | undefined, prefix: string): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const finding of findings ?? []) {
    if (finding.severity !== 'error') continue;
    const place = placeInStep(finding);
    if (prefix !== '' && place !== prefix && !place.startsWith(`${prefix}.`)) continue;
    errors[prefix === '' ? place : place.slice(prefix.length + 1)] ??= finding.fix
      ? `${finding.message} ${finding.fix}`
      : finding.message;
  }
  return errors;
}

/** Of messages by place, those under `prefix`, as seen from there. */
export function errorsInside(errors: Readonly<Record<string, string>>, prefix: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).flatMap(([place, message]) =>
      place === prefix
        ? [['', message]]
        : place.startsWith(`${prefix}.`)
          ? [[place.slice(prefix.length + 1), message]]
          : [],
    ),
  );
}

/** The same messages where what is called `from` here is called `to`. */
export function errorsMoved(
  errors: Readonly<Record<string, string>>,
  from: string,
  to: string,
): Record<string, string> {
  const moved = Object.entries(errorsInside(errors, from));
  return Object.fromEntries(moved.map(([place, message]) => [place === '' ? to : `${to}.${place}`, message]));
}
