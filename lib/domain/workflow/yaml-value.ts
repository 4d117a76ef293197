import { type Document, isAlias, isMap, isScalar, isSeq, type ParsedNode } from 'yaml';
import { didYouMean } from '../expression/closest-name.ts';
import { type Finding, finding, type Position, pointer } from './findings/finding.ts';
import { type Json, maxDepth } from './json.ts';

/** Most values that a file may unfold to; aliases can make many out of few. */
const maxValues = 500_000;

export type PlainValue = { value: Json; findings: Finding[]; positions: Map<string, Position> };

const coreTags = new Set(
  ['map', 'seq', 'str', 'int', 'float', 'bool', 'null'].map((name) => `tag:yaml.org,2002:${name}`),
);

/** Turns a parsed document into JSON, remembering where everything stands. What JSON cannot say becomes findings. */
export function plainValue(document: Document.Parsed, at: (offset: number) => Position): PlainValue {
  const findings: Finding[] = [];
  const positions = new Map<string, Position>();
  const anchors = new Map<string, { node: ParsedNode; open: boolean }>();
  let values = 0;

  const report = (
    rule: Parameters<typeof finding>[0],
    node: { range?: readonly number[] | null } | null,
    message: string,
    fix: string,
  ): null => {
    if (findings.length < 300) findings.push(finding(rule, { ...at(node?.range?.[0] ?? 0), message, fix }));
    return null;
  };

  const visit = (node: ParsedNode | null, path: (string | number)[]): Json => {
    if (node === null) return null;
    if (++values > maxValues)
      return values === maxValues + 1
        ? report(
            'syntax.alias',
            node,
            `The file unfolds to more than ${maxValues.toLocaleString('en')} values.`,
            'Use fewer aliases; write what is meant.',
          )
        : null;
    if (path.length > maxDepth)
      return report('syntax.size', node, `The file nests more than ${maxDepth} levels.`, 'Flatten it.');
    const key = pointer(path);
    if (!positions.has(key)) positions.set(key, at(node.range[0]));
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (!target)
        return report(
          'syntax.alias',
          node,
          `Nothing before this line is marked &${node.source}.`,
          `Mark it first, or put the text in quotes.${didYouMean(node.source, anchors.keys())}`,
        );
      if (target.open)
        return report('syntax.alias', node, `&${node.source} contains itself.`, 'Write out what is meant.');
      return visit(target.node, path);
    }
    const anchor = node.anchor ? { node, open: true } : null;
    if (anchor) anchors.set(node.anchor!, anchor);
    const value = content(node, path);
    if (anchor) anchor.open = false;
    return value;
  };

  const content = (node: ParsedNode, path: (string | number)[]): Json => {
    if (node.tag && !coreTags.has(node.tag))
      return report(
        'syntax.tag',
        node,
        `The tag ${node.tag.replace('tag:yaml.org,2002:', '!!').slice(0, 60)} is not accepted.`,
        'Remove the tag, or put the text in quotes.',
      );
    if (isSeq<ParsedNode>(node)) return node.items.map((item, index) => visit(item, [...path, index]));
    if (isMap<ParsedNode, ParsedNode | null>(node)) {
      const entries: [string, Json][] = [];
      const seen = new Map<string, number>();
      for (const { key, value } of node.items) {
        const name = keyName(key);
        if (name === null) {
          report('syntax.shape', key, 'A key is a plain text.', 'Write the key as one word, or put it in quotes.');
          continue;
        }
        if (name === '<<' && isScalar(key) && key.type === 'PLAIN')
          report(
            'syntax.mergeKey',
            key,
            'Merge keys (<<) are not read.',
            'Write the keys out, or use defaults: for what all steps share.',
          );
        else if (seen.has(name))
          report(
            'syntax.duplicateKey',
            key,
            `The key "${name}" is given twice, first on line ${seen.get(name)}.`,
            'Keep one of them.',
          );
        const position = at(key.range?.[0] ?? 0);
        seen.set(name, seen.get(name) ?? position.line);
        const below = [...path, name];
        positions.set(pointer(below), position);
        entries.push([name, visit(value, below)]);
      }
      return Object.fromEntries(entries);
    }
    if (isScalar(node)) return scalar(node.value, node);
    return null;
  };

  const scalar = (value: unknown, node: ParsedNode): Json => {
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'string') {
      const odd = badText(value);
      return odd ? report('syntax.value', node, `This text holds ${odd.what}.`, 'Remove it.') : value;
    }
    if (typeof value === 'number' && isExact(value, (node as { source?: string }).source))
      return value === 0 ? 0 : value;
    return report(
      'syntax.value',
      node,
      'This number cannot be kept exactly.',
      'Put it in quotes to keep it as a text.',
    );
  };

  const value = visit(document.contents as ParsedNode | null, []);
  return { value, findings, positions };
}

function keyName(key: ParsedNode | null): string | null {
  if (!isScalar(key)) return null;
  const { value, source } = key as { value: unknown; source?: string };
  return typeof value === 'string' ? value : value === null ? null : (source ?? String(value));
}

/** False for infinity, and for a whole number written with more digits than a double keeps. */
function isExact(value: number, source = ''): boolean {
  if (!Number.isFinite(value)) return false;
  return (
    Number.isSafeInteger(value) ||
    !/^[-+]?\d+$/.test(source) ||
    String(value) === source ||
    BigInt(value) === BigInt(source)
  );
}

/** A character that cannot be stored: NUL, or half a surrogate pair. */
export function badText(text: string): { what: string; position: Position } | null {
  const nul = text.indexOf('\u0000');
  if (nul >= 0) return { what: 'a NUL character', position: positionIn(text, nul) };
  if (text.isWellFormed()) return null;
  const half = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.exec(text)?.index ?? 0;
  return { what: 'half a surrogate pair', position: positionIn(text, half) };
}

function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
