import { memo } from 'react';
import type { Span } from '#lib/domain/run/spans.ts';
import type { StatusTone } from '#lib/domain/run/status.ts';
import { spanLooks, spanText } from './span-words.ts';
import type { Stretch } from './stretch.ts';

const height = 20;
const narrowest = 2;

/** The bars of one row as a drawing of that width, in px. `tone`: of its end; attempts that were tried again failed. */
export const RowBars = memo(function RowBars({
  spans,
  shown,
  width,
  now,
  tone,
  critical,
  zone,
}: {
  spans: readonly Span[];
  shown: Stretch;
  width: number;
  now: number;
  tone: StatusTone;
  critical: boolean;
  zone: string | undefined;
}) {
  const x = (at: number) => ((at - shown.from) / (shown.to - shown.from)) * width;
  const last = spans.at(-1)?.attempt ?? 1;
  const seen = spans.filter(({ from, to }) => from <= shown.to && (to ?? now) >= shown.from);
  const first = seen[0];
  return (
    <svg width={width} height={height} className="block" aria-hidden="true">
      {seen.map((span) => {
        const look = spanLooks[span.phase];
        const isRetried = span.attempt < last || spans[spans.indexOf(span) + 1]?.phase === 'retrying';
        const color = span.phase !== 'running' ? look.tone : isRetried ? 'failed' : span.to === null ? 'running' : tone;
        const left = Math.max(-narrowest, Math.min(x(span.from), width - narrowest));
        const right = Math.min(width + narrowest, x(span.to ?? now));
        return (
          <g key={`${span.phase}${span.from}`} style={{ color: `var(--status-${color})` }}>
            <rect
              data-tip={spanText(span, now, zone)}
              x={left}
              y={look.pattern === 'line' ? 9 : 4}
              width={Math.max(narrowest, right - left)}
              height={look.pattern === 'line' ? 2 : 12}
              rx={2}
              fill={
                look.pattern === 'solid' || look.pattern === 'line'
                  ? 'currentColor'
                  : `url(#span-${look.pattern}-${color})`
              }
              stroke={look.pattern === 'solid' || look.pattern === 'line' ? undefined : 'currentColor'}
              strokeWidth={1}
            />
          </g>
        );
      })}
      {critical && first ? (
        <rect
          x={Math.max(0, x(first.from))}
          y={18}
          width={Math.max(narrowest, Math.min(width, x(seen.at(-1)?.to ?? now)) - Math.max(0, x(first.from)))}
          height={2}
          fill="var(--ink)"
        />
      ) : null}
    </svg>
  );
});
