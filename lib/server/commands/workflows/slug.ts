/** `Release check (2026)` → `release-check-2026`; `workflow` where nothing of a name is left. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return slug || 'workflow';
}

/** The slug to try at the n-th attempt (from 0): `x`, `x-2`, `x-3`, …, then with a random tail. */
export function slugAttempt(slug: string, n: number, tail: string): string {
  if (n === 0) return slug;
  return n < 20 ? `${slug}-${n + 1}` : `${slug}-${tail}`;
}
