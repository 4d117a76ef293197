import { Document, isMap, isScalar, isSeq, type Node, Scalar, type YAMLMap } from 'yaml';
import type { Workflow } from './spec.ts';

const order = {
  workflow: [
    'name',
    'description',
    'labels',
    'inputs',
    'defaults',
    'steps',
    'handlers',
    'rules',
    'onFailure',
    'outputs',
    'timeout',
    'priority',
    'concurrency',
    'triggers',
  ],
  step: [
    'id',
    'name',
    'description',
    'kind',
    'group',
    'needs',
    'join',
    'when',
    'with',
    'as',
    'timeout',
    'retry',
    'repeatable',
    'cache',
    'pool',
    'gate',
    'fallback',
  ],
  gate: [
    'placement',
    'title',
    'description',
    'reviewers',
    'quorum',
    'actions',
    'mandatory',
    'outcomes',
    'editable',
    'form',
    'due',
    'remind',
    'escalate',
    'expire',
    'commentRequired',
    'selfApproval',
  ],
  input: ['type', 'description', 'default', 'required', 'enum', 'multiline', 'minimum', 'maximum', 'pattern'],
  retry: ['max', 'backoff', 'initial', 'factor', 'maxDelay', 'jitter', 'on'],
} as const;

/**
 * The workflow as YAML that reads well: known keys in one order, texts of several lines as blocks, short lists and needs
 * on one line, a blank line between steps. The same workflow gives the same text, and reading it gives the same workflow.
 */
export function printWorkflow(workflow: Workflow): string {
  const document = new Document(inOrder(workflow), { aliasDuplicateObjects: false });
  style(document.contents as Node | null, 0);
  spaceOut(document.contents);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true, indentSeq: true });
}

function inOrder(workflow: Workflow): unknown {
  return {
    ...sorted(workflow, order.workflow),
    ...(workflow.inputs ? { inputs: each(workflow.inputs, (input) => sorted(input, order.input)) } : {}),
    ...(workflow.defaults
      ? {
          defaults: {
            ...workflow.defaults,
            ...(workflow.defaults.retry ? { retry: oneOrMany(workflow.defaults.retry, order.retry) } : {}),
          },
        }
      : {}),
    steps: workflow.steps.map((step) => ({
      ...sorted(step, order.step),
      ...(step.retry ? { retry: oneOrMany(step.retry, order.retry) } : {}),
      ...(step.gate ? { gate: oneOrMany(step.gate, order.gate) } : {}),
    })),
  };
}

const each = <T>(record: Record<string, T>, change: (value: T) => unknown) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
const oneOrMany = (value: object | object[], keys: readonly string[]) =>
  Array.isArray(value) ? value.map((item) => sorted(item, keys)) : sorted(value, keys);

/** Known keys first, in their order; others after them as they came. Undefined ones are dropped. */
function sorted(value: object, keys: readonly string[]): Record<string, unknown> {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const rank = (key: string) => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  return Object.fromEntries(entries.toSorted(([a], [b]) => rank(a) - rank(b)));
}

/** Chooses how each value is written. Returns the length it would take on one line, or infinity when it must not be on one. */
function style(node: Node | null, depth: number): number {
  if (isScalar(node)) return styleScalar(node);
  if (!isMap(node) && !isSeq(node)) return 4;
  let length = 2;
  for (const item of node.items as unknown[]) {
    const pair = item as { key?: Node; value?: Node | null };
    if (isMap(node)) length += style(pair.key ?? null, depth + 1) + 2 + style(pair.value ?? null, depth + 1) + 2;
    else length += style(item as Node, depth + 1) + 2;
  }
  const empty = node.items.length === 0;
  // Steps, inputs and their parts are read one below the other; what is small and deep fits on a line.
  if (empty || (depth >= 3 && length <= 90 && !(isMap(node) && depth < 4))) {
    node.flow = true;
    return length;
  }
  return Number.POSITIVE_INFINITY;
}

function styleScalar(node: Scalar): number {
  if (typeof node.value !== 'string') return String(node.value).length;
  if (node.value.includes('\n')) {
    const block = !hasControls(node.value) && /\S/.test(node.value) && !/^\s*\n|^[ \t]/.test(node.value);
    node.type = block ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
    return Number.POSITIVE_INFINITY;
  }
  // Plain, it would be read as a merge key.
  if (node.value === '<<') node.type = Scalar.QUOTE_DOUBLE;
  return node.value.length + 2;
}

/** Blocks take a text as it is, so characters that YAML folds, drops or refuses must be escaped in quotes instead. */
function hasControls(text: string): boolean {
  for (const sign of text) {
    const code = sign.codePointAt(0)!;
    if (
      (code < 32 && code !== 9 && code !== 10) ||
      (code >= 127 && code < 160) ||
      [0x2028, 0x2029, 0xfeff, 0xfffe, 0xffff].includes(code)
    )
      return true;
  }
  return false;
}

function spaceOut(contents: unknown): void {
  if (!isMap(contents)) return;
  for (const pair of (contents as YAMLMap<Scalar, Node>).items) {
    if (pair.key.value !== 'steps' || !isSeq(pair.value)) continue;
    for (const [index, step] of (pair.value.items as Node[]).entries()) if (index > 0) step.spaceBefore = true;
  }
}
