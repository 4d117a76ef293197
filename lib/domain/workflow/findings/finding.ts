import { type RuleCode, rules } from './rules.ts';

export type FindingCategory = 'syntax' | 'logic' | 'performance' | 'security' | 'practice' | 'gate';
export type Severity = 'error' | 'warning' | 'info';

/** Something about a workflow that its author should know: what, where, and what to do. Errors keep it from being published. */
export type Finding = {
  rule: RuleCode;
  category: FindingCategory;
  severity: Severity;
  message: string;
  step?: string;
  /** Into the workflow as JSON: ['steps', 2, 'with', 'run']. */
  path?: (string | number)[];
  /** In the YAML text, from 1. */
  line?: number;
  column?: number;
  fix: string;
  /** Other steps it is about. */
  related?: string[];
};

type Details = Pick<Finding, 'message' | 'fix'> &
  Partial<Pick<Finding, 'step' | 'path' | 'line' | 'column' | 'related' | 'severity'>>;

/** A finding of a known rule; category and severity come from the table. */
export function finding(rule: RuleCode, details: Details): Finding {
  const { category, severity } = rules[rule];
  return { rule, category, severity, ...details };
}

export const hasErrors = (findings: readonly Finding[]): boolean => findings.some((item) => item.severity === 'error');

const order: Record<Severity, number> = { error: 0, warning: 1, info: 2 };
/** Most findings in one answer: past that nobody reads, and 5,000 broken steps would make megabytes. */
const most = 300;

/** Errors first, then in the order found; bounded, the last one saying how many were left out. */
export function listed(findings: readonly Finding[]): Finding[] {
  const sorted = findings.toSorted((a, b) => order[a.severity] - order[b.severity]);
  if (sorted.length <= most) return sorted;
  const rest = sorted.length - most;
  return [
    ...sorted.slice(0, most),
    finding('practice.more', {
      severity: sorted[most]!.severity,
      message: `${rest} more findings are not shown.`,
      fix: 'Mend these first.',
    }),
  ];
}

export type Position = { line: number; column: number };
/** Places of a YAML text: JSON pointer (`/steps/0/with`) → where the value (or its key) starts. */
export type Positions = ReadonlyMap<string, Position>;

export const pointer = (path: readonly (string | number)[]): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Adds line and column, from the nearest place that the text has. */
export function withPlaces(findings: readonly Finding[], positions: Positions): Finding[] {
  return findings.map((item) => {
    if (item.line !== undefined || !item.path) return item;
    for (let length = item.path.length; length >= 0; length--) {
      const position = positions.get(pointer(item.path.slice(0, length)));
      if (position) return { ...item, ...position };
    }
    return item;
  });
}
