import { Composer, type Document, LineCounter, Parser, type YAMLError } from 'yaml';
import {
  type Finding,
  finding,
  listed,
  type Position,
  type Positions,
  pointer,
  withPlaces,
} from './findings/finding.ts';
import { shapeFindings } from './findings/shape.ts';
import { type Json, maxDepth, withinDepth } from './json.ts';
import { type Workflow, workflowSchema } from './spec.ts';
import { badText, plainValue } from './yaml-value.ts';

export { printWorkflow } from './print.ts';

/** Largest file, in characters. */
export const maxFileLength = 10_000_000;

export type ParsedWorkflow = {
  /** Present when the shape is right; it may still have findings of logic. */
  workflow?: Workflow;
  /** What was written, as JSON, whenever it could be read at all: a draft keeps it although its shape is wrong. */
  value?: Json;
  findings: Finding[];
  positions: Positions;
};

const nowhere: Positions = new Map();

/** Reads a workflow file. Whatever the text, it returns: a workflow, or findings that name line, column and fix. */
export function parseWorkflowText(text: string): ParsedWorkflow {
  const read = readYaml(text);
  if (read.value === undefined || read.findings.length > 0)
    return { findings: read.findings, positions: read.positions };
  const parsed = parseWorkflowValue(read.value);
  return {
    ...parsed,
    value: read.value,
    findings: withPlaces(parsed.findings, read.positions),
    positions: read.positions,
  };
}

/**
 * Reads any YAML text as JSON: a value, or findings that name line, column and fix. The parts of the YAML library are
 * called one by one, because its usual door compares all keys of a map with each other (33 s for 50,000 keys) and
 * recurses without bound.
 */
export function readYaml(text: string): Pick<ParsedWorkflow, 'value' | 'findings' | 'positions'> {
  if (text.length > maxFileLength)
    return failed(
      finding('syntax.size', {
        message: `The file has ${text.length.toLocaleString('en')} characters; at most ${maxFileLength.toLocaleString('en')} are read.`,
        fix: 'Move large texts into artifacts or files that a step reads.',
      }),
    );
  const odd = badText(text);
  if (odd)
    return failed(
      finding('syntax.value', {
        ...odd.position,
        message: `The file holds ${odd.what}.`,
        fix: 'Remove it; a workflow is plain text.',
      }),
    );
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  try {
    const tokens = [...new Parser(lines.addNewLine).parse(text)];
    const deep = tooDeep(tokens);
    if (deep !== null)
      return failed(
        finding('syntax.size', {
          ...at(deep),
          message: `The file nests more than ${maxDepth} levels.`,
          fix: 'Flatten it.',
        }),
      );
    const documents = [
      ...new Composer({ uniqueKeys: false, strict: true, version: '1.2' }).compose(tokens, true, text.length),
    ] as Document.Parsed[];
    const [document, second] = documents;
    if (second)
      return failed(
        finding('syntax.documents', {
          ...at(second.range[0]),
          message: 'The file holds more than one document.',
          fix: 'Keep one workflow a file; remove the line with --- and what follows.',
        }),
      );
    if (!document || document.errors.length > 0)
      return failed(...(document?.errors ?? []).slice(0, 20).map((error) => yamlFinding(error, at)));
    const read = plainValue(document, at);
    if (read.findings.length > 0) return { findings: listed(read.findings), positions: read.positions };
    return read;
  } catch (error) {
    // The library recurses; what the bounds above let through may still be too much for it.
    return failed(
      finding('syntax.yaml', {
        message: `The file cannot be read: ${error instanceof RangeError ? 'it nests too deep' : 'it is not YAML'}.`,
        fix: 'Check it for unclosed brackets and quotes.',
      }),
    );
  }
}

/** The same for a value that was JSON already. */
export function parseWorkflowValue(value: unknown): ParsedWorkflow {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return failed(
      finding('syntax.shape', {
        path: [],
        message: `A workflow is an object with name and steps, not ${kindOf(value)}.`,
        fix: 'Start with:\nname: my-workflow\nsteps: []',
      }),
    );
  if (!withinDepth(value))
    return failed(
      finding('syntax.size', {
        path: [],
        message: `The workflow nests more than ${maxDepth} levels.`,
        fix: 'Flatten it.',
      }),
    );
  const findings = textFindings(value as Json);
  if (findings.length > 0) return { findings: listed(findings), positions: nowhere };
  const parsed = workflowSchema.safeParse(value);
  if (parsed.success) return { workflow: parsed.data, value: value as Json, findings: [], positions: nowhere };
  return { value: value as Json, findings: listed(shapeFindings(parsed.error, value)), positions: nowhere };
}

function failed(...findings: Finding[]): ParsedWorkflow {
  return { findings, positions: nowhere };
}

function kindOf(value: unknown): string {
  return value === null || value === undefined
    ? 'nothing'
    : Array.isArray(value)
      ? 'a list'
      : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}

/** Texts that no database column or hash can take. */
function textFindings(root: Json): Finding[] {
  const findings: Finding[] = [];
  const visit = (value: Json, path: (string | number)[]): void => {
    if (typeof value === 'string') {
      const odd = badText(value);
      if (odd)
        findings.push(
          finding('syntax.value', {
            path,
            message: `${pointer(path) || 'The text'} holds ${odd.what}.`,
            fix: 'Remove it.',
          }),
        );
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, [...path, index]);
    } else if (value !== null && typeof value === 'object')
      for (const [key, item] of Object.entries(value)) {
        const odd = badText(key);
        if (odd)
          findings.push(
            finding('syntax.value', {
              path,
              message: `A key in ${pointer(path) || 'the workflow'} holds ${odd.what}.`,
              fix: 'Remove it.',
            }),
          );
        visit(item, [...path, key]);
      }
  };
  visit(root, []);
  return findings;
}

/** Offset of the first token that lies too deep, or null. Walks with its own stack. */
function tooDeep(tokens: unknown[]): number | null {
  let level: unknown[] = tokens;
  // A level of YAML is two of tokens: the collection and its item.
  for (let depth = 0; level.length > 0; depth++) {
    const next: unknown[] = [];
    for (const item of level) {
      if (item === null || typeof item !== 'object') continue;
      if (depth > maxDepth * 2 + 10) return 'offset' in item && typeof item.offset === 'number' ? item.offset : 0;
      const { items, value, key } = item as { items?: unknown[]; value?: unknown; key?: unknown };
      if (Array.isArray(items)) for (const child of items) next.push(child);
      if (value !== null && typeof value === 'object') next.push(value);
      if (key !== null && typeof key === 'object') next.push(key);
    }
    level = next;
  }
  return null;
}

const fixes: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT: 'Indent with spaces, not tabs.',
  BAD_INDENT: 'Line the keys of one object up with each other.',
  BLOCK_AS_IMPLICIT_KEY: 'Put a text that contains ": " in quotes.',
  MISSING_CHAR: 'Close every bracket and quote.',
  BAD_SCALAR_START: 'Put a text that starts with @, ` or % in quotes.',
  BAD_ALIAS: 'Put a text that starts with * or & in quotes.',
  MULTILINE_IMPLICIT_KEY: 'Check the line for a missing ":" or quote.',
};

function yamlFinding(error: YAMLError, at: (offset: number) => Position): Finding {
  const message = error.message.replace(/\s+/g, ' ').slice(0, 200);
  return finding('syntax.yaml', {
    ...at(error.pos[0]),
    message: `${message.replace(/[.:]$/, '')}.`,
    fix: fixes[error.code] ?? 'Check this line and the one before it for indentation, quotes and brackets.',
  });
}
