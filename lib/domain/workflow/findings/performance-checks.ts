import { expressionRoots } from '../../expression/evaluate.ts';
import { hasTemplate } from '../../template/compile.ts';
import { templateRoots } from '../../template/render.ts';
import { formatDuration } from '../duration.ts';
import type { Json } from '../json.ts';
import type { StepSpec } from '../spec.ts';
import { type Check, needsOf } from './check.ts';
import { type Finding, finding } from './finding.ts';
import { textsIn } from './value-walk.ts';

/** Kinds that do nothing but give a result: what has effects may well have to come first, though nobody reads it. */
const plainResults: ReadonlySet<string> = new Set(['template', 'transform']);

const mostShown = 20;
const worthTellingMs = 1000;

/** Needs that only cost time. Says nothing where in doubt: gates show what a step needs, rules and branches decide by it. */
export const performanceChecks: Check = ({ workflow, main, known }) => {
  const readers = readersOf(workflow.steps);
  const decides = new Set((workflow.rules ?? []).flatMap(({ when }) => [...namesRead(expressionRoots(when))]));
  const findings: Finding[] = [];
  for (const [index, step] of workflow.steps.entries()) {
    if (step.join !== undefined || step.kind === 'gate' || step.gate !== undefined) continue;
    for (const [at, need] of needsOf(step).entries()) {
      const source = main.byId.get(need.step);
      if (!source || need.on !== 'success' || need.step === step.id || !isPlain(source)) continue;
      const names = [source.id, ...(source.as === undefined ? [] : [source.as])];
      if (names.some((name) => decides.has(name)) || decides.has(everything)) continue;
      const used = [everything, ...names].some((name) =>
        (readers.get(name) ?? []).some((reader) => reader === step.id || main.isUpstream(step.id, reader)),
      );
      if (used) continue;
      findings.push(
        finding('performance.idleNeed', {
          step: step.id,
          path: ['steps', index, 'needs', at],
          related: [source.id],
          message: `"${step.id}" waits for "${source.id}" but does not use its result; without that need both could run at once${saved(source.id, step.id, known.durations)}.`,
          fix: `If the order does not matter, let "${step.id}" need ${instead(source)} in its place.`,
        }),
      );
      if (findings.length >= mostShown) return findings;
    }
  }
  return findings;
};

const isPlain = ({ kind, gate, when }: StepSpec) => plainResults.has(kind) && gate === undefined && when === undefined;

const instead = (source: StepSpec) => {
  const before = needsOf(source).map(({ step }) => `"${step}"`);
  return before.length === 0 ? 'nothing' : `what "${source.id}" needs (${before.slice(0, 5).join(', ')})`;
};

function saved(a: string, b: string, durations: Readonly<Record<string, number>> = {}): string {
  const ms = Math.min(durations[a] ?? 0, durations[b] ?? 0);
  return ms < worthTellingMs ? '' : ` and save about ${formatDuration(Math.round(ms / 1000) * 1000)}`;
}

/** Stands for `steps` read as a whole. */
const everything = '*';

/** By id or second name: the steps that read it. */
function readersOf(steps: readonly StepSpec[]): Map<string, string[]> {
  const readers = new Map<string, string[]>();
  for (const step of steps) {
    const { with: given, when, fallback, undo } = step;
    const paths = when === undefined ? [] : expressionRoots(when);
    // A text may be an expression of a nested step: read as both, since too much only means saying nothing.
    for (const { text } of textsIn(
      { given: given ?? {}, fallback: fallback ?? [], undo: undo ?? null } as Json,
      undefined,
    ))
      paths.push(...(hasTemplate(text) ? templateRoots(text) : expressionRoots(text)));
    for (const name of namesRead(paths)) readers.set(name, [...(readers.get(name) ?? []), step.id]);
  }
  return readers;
}

function namesRead(paths: readonly string[][]): Set<string> {
  return new Set(paths.flatMap(([root, name]) => (root === 'steps' ? [name ?? everything] : root ? [root] : [])));
}
