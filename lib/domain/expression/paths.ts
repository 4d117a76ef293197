import type { ASTNode } from '@marcbachmann/cel-js';

/** A path an expression reads, as far as it is written out, and where it starts in the source (0-based). */
export type Path = { segments: string[]; at: number };

const bindingMacros = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);
/** Names CEL itself knows. */
const constants = new Set([
  'cel',
  'google',
  'int',
  'uint',
  'double',
  'bool',
  'string',
  'bytes',
  'list',
  'map',
  'null_type',
  'type',
  'optional',
]);

/** Every path into the context, in the order of the source. Names bound by map(), filter() and so on are not roots. */
export function expressionPaths(ast: ASTNode): Path[] {
  const found: Path[] = [];
  const visit = (item: unknown, bound: ReadonlySet<string>): void => {
    if (Array.isArray(item)) {
      for (const child of item) visit(child, bound);
      return;
    }
    if (!isNode(item)) return;
    const chain = chainOf(item);
    if (chain) {
      const root = chain.segments[0]!;
      if (!bound.has(root) && !constants.has(root)) found.push(chain);
      for (const index of chain.dynamic) visit(index, bound);
      return;
    }
    if (item.op === 'rcall') {
      const [name, receiver, args] = item.args;
      const first = args[0];
      if (bindingMacros.has(name) && args.length > 1 && first?.op === 'id') {
        visit(receiver, bound);
        visit(args.slice(1), new Set([...bound, first.args]));
        return;
      }
      if (
        name === 'bind' &&
        receiver.op === 'id' &&
        receiver.args === 'cel' &&
        first?.op === 'id' &&
        args.length === 3
      ) {
        visit(args[1], bound);
        visit(args[2], new Set([...bound, first.args]));
        return;
      }
      visit(receiver, bound);
      visit(args, bound);
      return;
    }
    visit(item.op === 'call' ? item.args[1] : item.args, bound);
  };
  visit(ast, new Set());
  return found.sort((a, b) => a.at - b.at);
}

type Chain = Path & { dynamic: ASTNode[] };

/** `a.b["c"][i].d` → a, b, c, and the computed indexes; what follows a computed index is unknown. */
function chainOf(node: ASTNode): Chain | null {
  if (node.op === 'id') return { segments: [node.args], at: node.start, dynamic: [] };
  if (node.op !== '.' && node.op !== '[]') return null;
  const chain = chainOf(node.args[0]);
  if (!chain) return null;
  const key = node.args[1];
  const open = chain.dynamic.length === 0;
  if (typeof key === 'string') return open ? { ...chain, segments: [...chain.segments, key] } : chain;
  if (key.op === 'value' && (typeof key.args === 'string' || typeof key.args === 'bigint'))
    return open ? { ...chain, segments: [...chain.segments, String(key.args)] } : chain;
  return { ...chain, dynamic: [...chain.dynamic, key] };
}

export function isNode(value: unknown): value is ASTNode {
  return value !== null && typeof value === 'object' && 'op' in value && 'args' in value;
}
