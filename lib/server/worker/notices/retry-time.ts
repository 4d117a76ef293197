const first = 10_000;
const longest = 60 * 60_000;
const giveUpAfter = 24 * 60 * 60_000;

/**
 * How long to wait before the next try of a notice that was not taken, in ms; null when a day has passed and nobody tries
 * any more. `attempt` from 1; `age`: ms since the notice; `random` in [0, 1) spreads those that failed together.
 */
export function retryTime({ attempt, age, random }: { attempt: number; age: number; random: number }): number | null {
  if (age >= giveUpAfter) return null;
  const wait = Math.min(longest, first * 2 ** (attempt - 1));
  return Math.round(wait * (0.75 + random / 2));
}
