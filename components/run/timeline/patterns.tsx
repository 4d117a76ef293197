import { cn } from '#components/ui/cn.ts';
import { spanPhases } from '#lib/domain/run/spans.ts';
import { spanLooks } from './span-words.ts';

const strokes = {
  slanted: <path d="M-1 7 7 -1M-1 1 1 -1M5 7 7 5" stroke="currentColor" strokeWidth={1.5} />,
  crossed: <path d="M0 0 6 6M6 0 0 6" stroke="currentColor" strokeWidth={1} />,
  dots: <circle cx={3} cy={3} r={1.1} fill="currentColor" />,
  dashes: <path d="M0 3H4" stroke="currentColor" strokeWidth={1.5} />,
} as const;

/** The fills of waits, named `span-<pattern>-<tone>`; once on the page. */
export function SpanPatterns() {
  return (
    <svg width={0} height={0} className="absolute" aria-hidden="true">
      <defs>
        {spanPhases.map((phase) => {
          const { pattern, tone } = spanLooks[phase];
          if (pattern === 'solid' || pattern === 'line') return null;
          return (
            <pattern
              key={phase}
              id={`span-${pattern}-${tone}`}
              width={6}
              height={6}
              patternUnits="userSpaceOnUse"
              style={{ color: `var(--status-${tone})` }}
            >
              <rect width={6} height={6} fill={`var(--status-${tone}-soft)`} />
              {strokes[pattern]}
            </pattern>
          );
        })}
      </defs>
    </svg>
  );
}

const legend = ['running', 'gated', 'suspended', 'retrying', 'queued', 'ready'] as const;
const legendWords = {
  running: 'runs',
  gated: 'waits for people',
  suspended: 'for a time or an event',
  retrying: 'to retry',
  queued: 'for a slot',
  ready: 'could start',
} as const;

/** What the fills mean. */
export function SpanLegend({ className }: { className?: string }) {
  return (
    <ul aria-label="What the bars mean" className={cn('flex flex-wrap gap-x-3 gap-y-1 text-2xs text-muted', className)}>
      {legend.map((phase) => {
        const { pattern, tone } = spanLooks[phase];
        const plain = pattern === 'solid' || pattern === 'line';
        return (
          <li key={phase} className="flex items-center gap-1">
            <svg width={16} height={10} aria-hidden="true" style={{ color: `var(--status-${tone})` }}>
              <rect
                x={0.5}
                y={pattern === 'line' ? 4 : 0.5}
                width={15}
                height={pattern === 'line' ? 2 : 9}
                rx={2}
                fill={plain ? 'currentColor' : `url(#span-${pattern}-${tone})`}
                stroke={plain ? undefined : 'currentColor'}
              />
            </svg>
            {legendWords[phase]}
          </li>
        );
      })}
      <li className="flex items-center gap-1">
        <span className="inline-block h-0.5 w-4 bg-ink" aria-hidden="true" />
        the end waited for it
      </li>
    </ul>
  );
}
