import { isObject } from './draft.ts';

/**
 * `steps.<from>` becomes `steps.<to>` in every text of a value, in both spellings (`steps.a`, `steps["a"]`). The same
 * value comes back when nothing speaks of the step.
 */
export function renameReferences<T>(value: T, from: string, to: string): T {
  const name = from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const dotted = new RegExp(`\\bsteps\\.${name}(?![\\w-])`, 'g');
  const quoted = new RegExp(`\\bsteps\\[(["'])${name}\\1\\]`, 'g');
  const plain = /^[A-Za-z_]\w*$/.test(to);
  const walk = (node: unknown): unknown => {
    if (typeof node === 'string') {
      if (!node.includes('steps')) return node;
      return node
        .replace(dotted, plain ? `steps.${to}` : `steps["${to}"]`)
        .replace(quoted, (_, quote: string) => `steps[${quote}${to}${quote}]`);
    }
    if (Array.isArray(node)) {
      const next = node.map(walk);
      return next.some((each, index) => each !== node[index]) ? next : node;
    }
    if (!isObject(node)) return node;
    let changed = false;
    const next: Record<string, unknown> = {};
    for (const [key, each] of Object.entries(node)) {
      next[key] = walk(each);
      changed ||= next[key] !== each;
    }
    return changed ? next : node;
  };
  return walk(value) as T;
}
