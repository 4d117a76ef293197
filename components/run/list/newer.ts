/**
 * How many rows at the top came in after the one that was on top when somebody scrolled away (`heldAt`: when it was
 * queued; null: nobody did). They wait behind a bar, so that nothing moves under the eye.
 */
export function newerThan(rows: readonly { queuedAt: string }[], heldAt: string | null): number {
  if (heldAt === null) return 0;
  const at = rows.findIndex(({ queuedAt }) => queuedAt <= heldAt);
  return Math.max(at, 0);
}
