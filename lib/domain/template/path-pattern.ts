/**
 * True when `path` is, or lies below, a place named by one of `patterns`: dotted keys in which `*` stands for any key or
 * index. `['cases', '0', 'when']` matches `cases.*.when` and `cases`.
 */
export function matchesPath(path: readonly string[], patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const keys = pattern.split('.');
    return keys.length <= path.length && keys.every((key, index) => key === '*' || key === path[index]);
  });
}
