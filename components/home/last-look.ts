/**
 * Since when somebody has not looked: the end of their last visit. A visit goes on while its looks are less than this
 * apart, so that a reload keeps what is new marked. In ms.
 */
const visitMs = 30 * 60_000;

/** `since`: what came later is new (null: this is the first visit ever); `at`: the last look. Unix ms. */
export type LastLook = { since: number | null; at: number };

/** The look after `before`. */
export function nextLook(before: LastLook | null, now: number): LastLook {
  if (!before) return { since: null, at: now };
  return now - before.at < visitMs ? { ...before, at: now } : { since: before.at, at: now };
}

/** What was kept of it; null for what is no look. */
export function readLook(text: string | null): LastLook | null {
  const [since, at] = (text ?? '').split(' ').map(Number);
  if (since === undefined || at === undefined || Number.isNaN(since) || Number.isNaN(at)) return null;
  return { since: since === 0 ? null : since, at };
}

export const lookText = ({ since, at }: LastLook): string => `${since ?? 0} ${at}`;
