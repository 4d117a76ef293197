/** Whether each word of a search stands somewhere in these texts, whatever its case. */
export function matches(search: string, texts: readonly (string | null | undefined)[]): boolean {
  const all = texts.filter(Boolean).join('\n').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
