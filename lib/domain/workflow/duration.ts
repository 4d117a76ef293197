import { z } from 'zod';

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const pattern = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

/** `30s`, `5m`, `2h`, `1d`, `250ms`, or a number of seconds → whole milliseconds; `null` for anything else. */
export function parseDuration(value: string | number): number | null {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? Math.round(value * 1000) : null;
  const match = pattern.exec(value.trim());
  if (!match) return null;
  return Math.round(Number(match[1]) * unitMs[match[2] as keyof typeof unitMs]);
}

/** Milliseconds → the shortest exact form (`90000` → `90s`, `3600000` → `1h`). */
export function formatDuration(ms: number): string {
  for (const unit of ['d', 'h', 'm', 's'] as const)
    if (ms >= unitMs[unit] && ms % unitMs[unit] === 0) return `${ms / unitMs[unit]}${unit}`;
  return `${ms}ms`;
}

/** A duration as an author writes it. The longest is 366 days: past that a timer is a mistake, not a plan. */
export const duration = z
  .union([z.number(), z.string()])
  .refine((value) => {
    const ms = parseDuration(value);
    return ms !== null && ms <= 366 * unitMs.d;
  }, 'must be a duration such as 30s, 5m, 2h or 1d (or a number of seconds), at most 366d')
  .meta({ description: 'A duration: 30s, 5m, 2h, 1d, or a number of seconds.' });

export type Duration = z.infer<typeof duration>;
