import { listed } from '#lib/domain/listed.ts';
import { formatDuration, parseDuration } from '#lib/domain/workflow/duration.ts';

const shown = 5;

/** A retry rule in one sentence with its delays: "Up to 3 times, after 1s, 2s and 4s." */
export function retrySentence(rule: Readonly<Record<string, unknown>>): string {
  const max = typeof rule.max === 'number' ? Math.max(0, Math.trunc(rule.max)) : 0;
  if (max === 0) return 'It is not tried again.';
  const delays = delaysOf(rule, Math.min(max, shown)).map(formatDuration);
  const times = max === 1 ? 'Once more' : `Up to ${max} times`;
  const list = max > shown ? `${delays.join(', ')}, …` : listed(delays);
  const spread = rule.jitter === false ? '' : ', each spread by up to half';
  const kinds = Array.isArray(rule.on) ? rule.on.filter((each) => typeof each === 'string' && each !== 'any') : [];
  const errors = kinds.length ? ` Only after ${listed(kinds as string[], 'or')}.` : '';
  return `${times}, after ${list}${spread}.${errors}`;
}

function delaysOf(rule: Readonly<Record<string, unknown>>, count: number): number[] {
  const ms = (value: unknown, otherwise: number) =>
    typeof value === 'string' || typeof value === 'number' ? (parseDuration(value) ?? otherwise) : otherwise;
  const initial = ms(rule.initial, 1000);
  const longest = ms(rule.maxDelay, 300_000);
  const factor = rule.backoff === 'fixed' ? 1 : typeof rule.factor === 'number' ? rule.factor : 2;
  return Array.from({ length: count }, (_, n) => Math.round(Math.min(longest, initial * factor ** n)));
}
