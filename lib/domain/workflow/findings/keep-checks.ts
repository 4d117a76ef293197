import { concurrencyFields } from '../../run/concurrency.ts';
import { templateRoots } from '../../template/render.ts';
import type { Json } from '../json.ts';
import type { Check } from './check.ts';
import { type Finding, finding } from './finding.ts';
import { sensitiveInputs } from './inputs.ts';

/** What runs wait for each other by, and what is kept of a step: only what can be told before, or compared. */
export const keepChecks: Check = ({ workflow, lists, kindOf }) => {
  const findings: Finding[] = [];
  for (const [root, field] of templateRoots(workflow.concurrency?.key ?? ''))
    if (root === 'run' && field !== undefined && !(concurrencyFields as readonly string[]).includes(field))
      findings.push(
        finding('logic.concurrencyKey', {
          path: ['concurrency', 'key'],
          message: `run.${field} is another one for each run, so that none would ever wait.`,
          fix: `Read inputs, or ${concurrencyFields.map((name) => `run.${name}`).join(', ')}.`,
        }),
      );
  const sensitive = new Set(sensitiveInputs(workflow.inputs ?? {}));
  for (const { list, step, index } of lists.flatMap((list) =>
    list.steps.map((step, index) => ({ list, step, index })),
  )) {
    if (!step.cache) continue;
    const at = { step: step.id, path: [...list.path, index, 'cache'] };
    const kind = kindOf(step);
    if (kind && (kind.pure || neverKept.has(step.kind)))
      findings.push(
        finding('logic.cache', {
          ...at,
          message: `A ${step.kind} step leaves nothing to keep.`,
          fix: 'Remove cache.',
        }),
      );
    const sealed = templateRoots((step.with ?? {}) as Json).some(
      ([root, name]) => root === 'secrets' || (root === 'inputs' && name !== undefined && sensitive.has(name)),
    );
    if (sealed && step.cache.key === undefined)
      findings.push(
        finding('logic.cache', {
          ...at,
          message: `"${step.id}" uses sealed values, which nobody may compare: its parameters cannot be the key.`,
          fix: 'Name a key without them, such as cache: { key: "{{ inputs.repository }}" }.',
        }),
      );
  }
  return findings;
};

/** They wait, ask or start something else. */
const neverKept: ReadonlySet<string> = new Set(['gate', 'map', 'wait', 'watch', 'workflow', 'notify', 'merge']);
