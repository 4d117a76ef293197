import { durationText } from '#components/ui/relative-time.ts';

/** "due in 2 h", "3 h late", "closes in 20 m"; null without a deadline. Times are ISO, `now` in ms. */
export function dueText(
  item: { dueAt: string | null; expiresAt: string | null },
  now: number,
): { text: string; late: boolean } | null {
  if (item.expiresAt && (!item.dueAt || Date.parse(item.dueAt) < now))
    return { text: `closes in ${durationText(Date.parse(item.expiresAt) - now)}`, late: true };
  if (!item.dueAt) return null;
  const left = Date.parse(item.dueAt) - now;
  return left >= 0
    ? { text: `due in ${durationText(left)}`, late: false }
    : { text: `${durationText(-left)} late`, late: true };
}
