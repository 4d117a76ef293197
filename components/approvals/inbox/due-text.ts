import { durationText } from '#components/ui/relative-time.ts';

/** "due in 2 h", "3 h late", "closes in 20 m"; null without a deadline. Times are ISO, `now` in ms. */
export function dueText(
  item: { dueAt: string | null; expiresAt: string | null },
  now: number,
): { text: string; late: boolean } | null {
  if (item.expiresAt && (!item.dueAt || Date.parse(item.dueAt) < now))
    return { text: `closes in ${rough(Date.parse(item.expiresAt) - now)}`, late: true };
  if (!item.dueAt) return null;
  const left = Date.parse(item.dueAt) - now;
  return left >= 0 ? { text: `due in ${rough(left)}`, late: false } : { text: `${rough(-left)} late`, late: true };
}

/** Whole minutes as soon as there is one: in a list, seconds are only noise. */
const rough = (ms: number) => durationText(ms < 60_000 ? ms : Math.floor(ms / 60_000) * 60_000);
