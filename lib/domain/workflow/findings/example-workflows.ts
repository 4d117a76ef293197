import { z } from 'zod';
import type { KindCatalogue, KindRules } from '../kind-catalogue.ts';
import { parseWorkflowText, parseWorkflowValue } from '../yaml.ts';
import { type Finding, withPlaces } from './finding.ts';
import { findingsOf } from './findings-of.ts';

/** Kinds and short workflows that the tests of the rules share. */
const kind = (name: string, params: z.ZodType, more: Partial<KindRules> = {}): [string, KindRules] => [
  name,
  { kind: name, where: 'driver', params, literal: [], expressions: [], ...more },
];
export const kinds: KindCatalogue = new Map([
  kind(
    'shell',
    z.strictObject({
      run: z.string().min(1),
      env: z.record(z.string(), z.string()).optional(),
      count: z.number().optional(),
    }),
    { where: 'pool', literal: ['run'], secrets: ['env.*'] },
  ),
  kind('template', z.strictObject({ template: z.string(), artifact: z.string().optional() })),
  kind('transform', z.strictObject({ expression: z.string() }), { expressions: ['expression'] }),
  kind(
    'branch',
    z.strictObject({
      cases: z.array(z.strictObject({ name: z.string(), when: z.string() })),
      default: z.string().optional(),
    }),
    {
      expressions: ['cases.*.when'],
      outcomes: (given) => [
        ...(given.cases as { name: string }[]).map((item) => item.name),
        ...(typeof given.default === 'string' ? [given.default] : []),
      ],
    },
  ),
  kind('gate', z.strictObject({ payload: z.json().optional() })),
]);

export function findings(text: string): Finding[] {
  const parsed = parseWorkflowText(text);
  return parsed.workflow ? withPlaces(findingsOf(parsed.workflow, kinds), parsed.positions) : parsed.findings;
}
export function findingsOfSpec(spec: unknown): Finding[] {
  const parsed = parseWorkflowValue(spec);
  return parsed.workflow ? findingsOf(parsed.workflow, kinds) : parsed.findings;
}
export const sh = (id: string, more = '') =>
  `  - { id: ${id}, kind: shell, with: { run: "true" }${more && `, ${more}`} }`;
export const flow = (...steps: string[]) => `name: a\ndescription: d\nsteps:\n${steps.join('\n')}\n`;
export const rulesOf = (text: string) => findings(text).map((item) => item.rule);
