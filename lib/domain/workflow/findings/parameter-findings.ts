import { hasTemplate } from '../../template/compile.ts';
import { matchesPath } from '../../template/path-pattern.ts';
import type { Json } from '../json.ts';
import type { KindRules } from '../kind-catalogue.ts';
import { type Finding, finding } from './finding.ts';
import { plainIssues } from './shape.ts';
import type { Unit } from './unit.ts';

type Params = { safeParse: (value: unknown) => { success: boolean; error?: unknown } };

/** What the kind's own schema has against them. What a template will fill in is left out: its value comes at run time. */
export function parameterFindings({ kind, rules, whole: given, at, name, from }: Unit, params: Params): Finding[] {
  const about = from.step ? { step: from.step.id } : {};
  let parsed: ReturnType<Params['safeParse']>;
  try {
    parsed = params.safeParse(given);
  } catch {
    return [
      finding('logic.parameters', {
        ...about,
        path: at,
        message: 'The parameters cannot be read.',
        fix: `Look up what a ${kind} step takes.`,
      }),
    ];
  }
  if (parsed.success) return [];
  return plainIssues(parsed.error as Parameters<typeof plainIssues>[0], given, name)
    .filter((issue) => !isTemplated(given, issue.path, rules))
    .map((issue) =>
      finding(issue.rule === 'syntax.unknownKey' ? 'syntax.unknownKey' : 'logic.parameters', {
        ...about,
        path: [...at, ...issue.path],
        message: issue.message,
        fix: issue.fix,
      }),
    );
}

/** Whether a template stands there, or above it: a list may be one `{{ … }}` as a whole. */
function isTemplated(root: Json, path: readonly (string | number)[], rules: KindRules | undefined): boolean {
  let value: Json | undefined = root;
  const walked: string[] = [];
  for (const key of path) {
    if (typeof value === 'string') break;
    walked.push(String(key));
    value =
      value !== null && typeof value === 'object' && Object.hasOwn(value, key)
        ? (value as Record<string | number, Json>)[key]
        : undefined;
  }
  // What is never rendered has its value already.
  const rendered = !rules || !matchesPath(walked, [...rules.literal, ...rules.expressions]);
  return rendered && typeof value === 'string' && hasTemplate(value);
}
