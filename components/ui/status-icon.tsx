import type { StatusIconName, StatusTone } from '#lib/domain/run/status.ts';
import { cn } from './cn.ts';

/** Class names of every tone, written out so that Tailwind finds them. */
export const toneText = {
  idle: 'text-status-idle',
  ready: 'text-status-ready',
  running: 'text-status-running',
  person: 'text-status-person',
  time: 'text-status-time',
  paused: 'text-status-paused',
  succeeded: 'text-status-succeeded',
  failed: 'text-status-failed',
  skipped: 'text-status-skipped',
  cancelled: 'text-status-cancelled',
} as const satisfies Record<StatusTone, string>;

export const toneSoft = {
  idle: 'bg-status-idle-soft',
  ready: 'bg-status-ready-soft',
  running: 'bg-status-running-soft',
  person: 'bg-status-person-soft',
  time: 'bg-status-time-soft',
  paused: 'bg-status-paused-soft',
  succeeded: 'bg-status-succeeded-soft',
  failed: 'bg-status-failed-soft',
  skipped: 'bg-status-skipped-soft hatched',
  cancelled: 'bg-status-cancelled-soft',
} as const satisfies Record<StatusTone, string>;

const ring = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.6 } as const;
const cut = {
  fill: 'none',
  stroke: 'var(--surface)',
  strokeWidth: 1.8,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

/** Glyphs on a 16 grid. What ended is filled, what is open is outlined: the shape speaks where the colour cannot. */
const glyphs = {
  circle: <circle cx="8" cy="8" r="5.7" {...ring} />,
  quarter: (
    <>
      <circle cx="8" cy="8" r="5.7" {...ring} />
      <path d="M8 8V4.6A3.4 3.4 0 0 1 11.4 8Z" fill="currentColor" />
    </>
  ),
  half: (
    <>
      <circle cx="8" cy="8" r="5.7" {...ring} />
      <g className="origin-center animate-sweep">
        <path d="M8 4.4a3.6 3.6 0 0 1 0 7.2Z" fill="currentColor" />
      </g>
    </>
  ),
  diamond: (
    <>
      <path d="M8 1.6 14.4 8 8 14.4 1.6 8Z" {...ring} strokeLinejoin="round" />
      <path d="M8 5.1 10.9 8 8 10.9 5.1 8Z" fill="currentColor" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="5.7" {...ring} />
      <path d="M8 4.9V8l2 1.5" {...ring} strokeLinecap="round" strokeLinejoin="round" />
    </>
  ),
  pause: (
    <>
      <rect x="2" y="2" width="12" height="12" rx="3.4" fill="currentColor" />
      <path d="M6.4 5.6v4.8M9.6 5.6v4.8" {...cut} />
    </>
  ),
  check: (
    <>
      <circle cx="8" cy="8" r="6.5" fill="currentColor" />
      <path d="m5.2 8.2 2 2 3.7-4.2" {...cut} />
    </>
  ),
  cross: (
    <>
      <path d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3Z" fill="currentColor" />
      <path d="m5.9 5.9 4.2 4.2m0-4.2-4.2 4.2" {...cut} />
    </>
  ),
  skip: (
    <>
      <circle cx="8" cy="8" r="5.7" {...ring} strokeDasharray="2.2 1.8" />
      <path
        d="M5.4 9.4c.4-2.4 3.4-2.9 4.9-1.2M10.6 5.9v2.5H8.1"
        {...ring}
        strokeWidth={1.4}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  ban: (
    <>
      <circle cx="8" cy="8" r="5.7" {...ring} />
      <path d="m4.1 11.9 7.8-7.8" {...ring} />
    </>
  ),
} as const satisfies Record<StatusIconName, React.ReactNode>;

/** The glyph of a status. Without `label` it is hidden from screen readers: the word must stand beside it. */
export function StatusIcon({
  icon,
  tone,
  label,
  className,
}: {
  icon: StatusIconName;
  tone?: StatusTone;
  label?: string;
  className?: string;
}) {
  return (
    <svg
      viewBox="0 0 16 16"
      className={cn('size-4 shrink-0', tone && toneText[tone], className)}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {glyphs[icon]}
    </svg>
  );
}
