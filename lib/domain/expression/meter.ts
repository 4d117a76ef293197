import type { ASTNode } from '@marcbachmann/cel-js';
import { spend, spendOn } from './fuel.ts';

/**
 * Puts a meter into a compiled expression: visiting a node costs one unit, operations cost by the size of what they
 * touch. cel-js bounds an expression's structure but not its work: nested comprehensions over a long list, or a text
 * doubled by each of forty bindings, would block for minutes.
 *
 * Done on the checked tree, because that is where the library keeps each node's handler; the tests hold this against
 * the pinned version.
 */
type Run = (evaluator: unknown, node: unknown, context: unknown) => unknown;
type Handle = (...args: unknown[]) => unknown;
type Node = {
  op: string;
  args: unknown;
  meta: { evaluate: Run; alternate?: Node; macro?: Record<string, unknown> };
  evaluate: Run;
  handle?: Handle;
};

const compares = new Set(['==', '!=', 'in', '<', '<=', '>', '>=']);

export function meter(ast: ASTNode): void {
  const seen = new Set<object>();
  const open: unknown[] = [ast];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (item === null || typeof item !== 'object' || seen.has(item)) continue;
    seen.add(item);
    if (Array.isArray(item)) {
      for (const child of item) open.push(child);
    } else if (isMetered(item)) {
      const { alternate, macro } = item.meta;
      if (alternate) open.push(alternate);
      if (macro) open.push(...Object.values(macro));
      // A macro's own arguments live in its expansion; the written ones are never run.
      if (!alternate && !macro) wrap(item);
      if (item.op === 'comprehension') open.push(...Object.values(item.args as object));
      else open.push(item.args);
    }
  }
}

function isMetered(value: object): value is Node {
  return 'op' in value && 'meta' in value;
}

function wrap(node: Node): void {
  const run = node.meta.evaluate;
  node.evaluate = (evaluator, self, context) => {
    spend(1);
    try {
      return run(evaluator, self, context);
    } catch (error) {
      // exists(), && and || go on after an error, and building one costs microseconds.
      spend(100);
      throw error;
    }
  };
  const handle = node.handle;
  if (!handle) return;
  if (compares.has(node.op)) {
    node.handle = (left, right, self, evaluator) => {
      spendOn(left);
      spendOn(right);
      return handle(left, right, self, evaluator);
    };
  } else if (node.op === '+') {
    node.handle = (left, right, self, evaluator) => {
      const result = handle(left, right, self, evaluator);
      spend(sizeOf(result));
      return result;
    };
  } else if (node.op === 'call' || node.op === 'rcall') {
    const name = (node.args as [string])[0];
    node.handle = (values, b, c) => {
      const list = values as unknown[];
      for (const value of list) spend(sizeOf(value));
      if (list.length > 1) spend(searchCost(name, list));
      const result = handle(values, b, c);
      spend(sizeOf(result));
      return result;
    };
  } else if (node.op === 'comprehension') {
    node.handle = (items, b, c, d) => {
      spend(sizeOf(items));
      return handle(items, b, c, d);
    };
  }
}

/** Units for going once through the top of a value. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return 1 + (value.length >> 5);
  if (value === null || typeof value !== 'object') return 0;
  if (Array.isArray(value)) return value.length;
  if (ArrayBuffer.isView(value)) return value.byteLength >> 5;
  if (value instanceof Map) return value.size;
  // Reading fields never comes here; what does (size, keys, a comprehension) lists all of them.
  return value instanceof Date ? 1 : Object.keys(value).length;
}

/** Searching a text for another is length × length at worst; a zone's calendar costs microseconds. */
function searchCost(name: string, values: unknown[]): number {
  const [first, second] = values;
  if (typeof first === 'string' && typeof second === 'string')
    return name === 're' ? 0 : (first.length * Math.min(second.length, first.length)) / 512;
  if (first instanceof Date) return 2000;
  if (name === 'contains') spendOn(first);
  return 0;
}
