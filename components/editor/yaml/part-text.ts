import { stringify } from 'yaml';
import type { z } from 'zod';
import type { CodeMark } from '#components/ui/code-field.tsx';
import type { FindingView } from '#lib/contracts/workflow.ts';
import { type Finding, finding, type Positions, withPlaces } from '#lib/domain/workflow/findings/finding.ts';
import { plainIssues } from '#lib/domain/workflow/findings/shape.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { readYaml } from '#lib/domain/workflow/yaml.ts';

/** One key of a workflow as text: `ok` when it is a value at all; what its shape lacks is in `findings` all the same. */
export type ReadPart = { ok: boolean; value: Json | undefined; findings: readonly Finding[]; positions: Positions };

export const printPart = (value: unknown): string => (value === undefined ? '' : stringify(value, { lineWidth: 0 }));

/** Reads the text of a key called `name`, which `schema` describes. An empty text takes the key away. */
export function readPart(text: string, schema: z.ZodType, name: string): ReadPart {
  if (text.trim() === '') return { ok: true, value: undefined, findings: [], positions: new Map() };
  const { value, findings, positions } = readYaml(text);
  if (value === undefined) return { ok: false, value, findings, positions };
  const checked = schema.safeParse(value);
  const wrong = checked.success
    ? []
    : plainIssues(checked.error, value, name).map(({ rule, ...issue }) => finding(rule, issue));
  return { ok: true, value, findings: withPlaces(wrong, positions), positions };
}

/** Findings about what is in `place` (`handlers`; inside a step `with.steps`), their paths as seen from there. */
export function findingsIn(findings: readonly FindingView[], place: readonly (string | number)[]): Finding[] {
  return findings.flatMap((each) => {
    const path = each.path ?? [];
    const inside = path[0] === 'steps' ? path.slice(2) : path;
    if (!place.every((key, index) => inside[index] === key)) return [];
    return [{ ...each, path: inside.slice(place.length) } as Finding];
  });
}

/** All that is to be said about a text: its own mistakes first; what the server knows unless it says the same. */
export function notesOn(read: ReadPart, known: readonly Finding[]): Finding[] {
  const shapeSeen = read.findings.length > 0;
  const more = known.filter(({ category }) => !(shapeSeen && category === 'syntax'));
  return [...read.findings, ...(read.ok ? withPlaces(more, read.positions) : [])];
}

export const marksOf = (notes: readonly Finding[]): CodeMark[] =>
  notes.flatMap(({ line, column, severity, message, fix }) =>
    line === undefined ? [] : [{ line, column, severity, message: `${message} ${fix}` }],
  );

/** The first error with its line, and how many there are beside it. */
export function errorOf(notes: readonly Finding[]): string | undefined {
  const errors = notes.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) return undefined;
  const at = first.line === undefined ? '' : `Line ${first.line}: `;
  const more = errors.length > 1 ? ` ${errors.length - 1} more in the text.` : '';
  return `${at}${first.message} ${first.fix}${more}`;
}
