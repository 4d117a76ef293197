/** The one line of a node: what it will do, from the first parameter its kind names that says something. */
export function stepLine(given: Readonly<Record<string, unknown>>, summary: readonly string[]): string {
  for (const name of summary) {
    const line = oneLine(given[name]);
    if (line) return line;
  }
  return '';
}

/** A value on one line of at most 80 characters: the first line of a text that is not empty, or compact JSON. */
export function oneLine(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text =
    typeof value === 'string' ? value : Array.isArray(value) ? value.map(oneLine).join(', ') : compact(value);
  const line = text.split('\n').find((each) => each.trim() !== '') ?? '';
  return line.trim().replace(/\s+/g, ' ').slice(0, 80);
}

function compact(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const named = (value as Record<string, unknown>).name ?? (value as Record<string, unknown>).that;
  return typeof named === 'string' ? named : Object.keys(value).join(', ');
}
