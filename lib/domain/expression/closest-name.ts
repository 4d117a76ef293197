/**
 * The name in `known` that `given` most likely meant, or null when none is near: same letters in another case, or a few
 * typing slips (at most a third of the length). Bounded: looks at the first 2,000 names of at most 100 characters.
 */
export function closestName(given: string, known: Iterable<string>): string | null {
  if (given.length === 0 || given.length > 100) return null;
  const wanted = given.toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(given.length / 3)) + 1;
  let looked = 0;
  for (const name of known) {
    if (++looked > 2000) break;
    if (name.length > 100 || name === given) continue;
    if (Math.abs(name.length - given.length) >= bestDistance) continue;
    const distance = slips(wanted, name.toLowerCase(), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return best;
}

/** ` Did you mean "x"?`, or nothing. */
export function didYouMean(given: string, known: Iterable<string>): string {
  const name = closestName(given, known);
  return name === null ? '' : ` Did you mean "${name}"?`;
}

/** The name that `didYouMean` gave at the end of a text; null where it gave none. */
export const meantIn = (text: string): string | null => /Did you mean "([^"]+)"\?$/.exec(text)?.[1] ?? null;

/** Optimal string alignment distance (insert, delete, change, swap of neighbours), given up at `limit`. */
function slips(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let lowest = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
      if (cost < lowest) lowest = cost;
    }
    if (lowest >= limit) return limit;
    before = above;
    above = row;
  }
  return above[b.length]!;
}
