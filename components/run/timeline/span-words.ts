import { durationText } from '#components/ui/relative-time.ts';
import type { Span, SpanPhase } from '#lib/domain/run/spans.ts';
import type { StatusTone } from '#lib/domain/run/status.ts';

/** How a way to spend time is drawn and called; `pattern`: told apart without colour, too. */
export const spanLooks = {
  ready: { word: 'could start', tone: 'ready', pattern: 'line' },
  gated: { word: 'waited for people', tone: 'person', pattern: 'slanted' },
  queued: { word: 'waited for a free slot', tone: 'idle', pattern: 'dots' },
  suspended: { word: 'waited for a time or an event', tone: 'time', pattern: 'dashes' },
  retrying: { word: 'waited to retry', tone: 'time', pattern: 'crossed' },
  running: { word: 'ran', tone: 'running', pattern: 'solid' },
} as const satisfies Record<SpanPhase, { word: string; tone: StatusTone; pattern: string }>;

const clock = (at: number, timeZone?: string) =>
  new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone });

/** "ran, attempt 2: 14:02:11–14:03:40, 1 m 29 s"; without an end "since 14:02:11". */
export function spanText({ phase, attempt, from, to }: Span, now: number, timeZone?: string): string {
  const which = phase === 'running' && attempt > 1 ? `, attempt ${attempt}` : '';
  const when = to === null ? `since ${clock(from, timeZone)}` : `${clock(from, timeZone)}–${clock(to, timeZone)}`;
  return `${spanLooks[phase].word}${which}: ${when}, ${durationText((to ?? now) - from)}`;
}

/** How long a row spent in each way, longest first: "ran 2 m, waited for people 1 h". */
export function spentText(spans: readonly Span[], now: number): string {
  const spent = new Map<SpanPhase, number>();
  for (const { phase, from, to } of spans) spent.set(phase, (spent.get(phase) ?? 0) + (to ?? now) - from);
  return [...spent]
    .toSorted(([, a], [, b]) => b - a)
    .map(([phase, ms]) => `${spanLooks[phase].word} ${durationText(ms)}`)
    .join(', ');
}
