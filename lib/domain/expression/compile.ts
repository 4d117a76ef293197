import { type ASTNode, Environment, type ParseResult } from '@marcbachmann/cel-js';
import { registerExtras } from './functions.ts';
import { meter } from './meter.ts';
import { expressionPaths, isNode, type Path } from './paths.ts';

/** Longest expression, in characters. */
export const maxLength = 10_000;

const environment = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 2000, maxDepth: 60, maxListElements: 500, maxMapEntries: 500, maxCallArguments: 8 },
});
registerExtras(environment);

export type Compiled =
  /** `type`: of the value, as far as it can be told (`bool`, `int`, `dyn`, …). */
  | { run: ParseResult; ast: ASTNode; type: string; paths: Path[]; error: null }
  | { run: null; ast: null; type: null; paths: Path[]; error: unknown };

const cache = new Map<string, Compiled>();

/** Parsed, type-checked and metered; kept, the oldest dropped past 10,000. Never throws. */
export function compile(source: string): Compiled {
  const known = cache.get(source);
  if (known) return known;
  const compiled = compileAnew(source);
  if (cache.size >= 10_000) cache.delete(cache.keys().next().value as string);
  cache.set(source, compiled);
  return compiled;
}

function compileAnew(source: string): Compiled {
  let paths: Path[] = [];
  try {
    if (typeof source !== 'string' || source.trim() === '') throw new Error('the expression is empty');
    if (source.length > maxLength)
      throw new Error(`the expression is longer than ${maxLength.toLocaleString('en')} characters`);
    const run = environment.parse(source);
    paths = expressionPaths(run.ast);
    refuseMatches(run.ast);
    const checked = run.check();
    if (!checked.valid) throw checked.error;
    meter(run.ast);
    return { run, ast: run.ast, type: String(checked.type ?? 'dyn'), paths, error: null };
  } catch (error) {
    return { run: null, ast: null, type: null, paths, error };
  }
}

/** The built-in matches() uses a backtracking engine: one hostile pattern blocked for 99 s. */
export class MatchesRefused extends Error {
  readonly node: ASTNode;
  constructor(node: ASTNode) {
    super('matches() is not available');
    this.node = node;
  }
}

function refuseMatches(ast: ASTNode): void {
  const open: unknown[] = [ast];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (Array.isArray(item)) open.push(...item);
    else if (isNode(item)) {
      if ((item.op === 'call' || item.op === 'rcall') && item.args[0] === 'matches') throw new MatchesRefused(item);
      open.push(item.args);
    }
  }
}
