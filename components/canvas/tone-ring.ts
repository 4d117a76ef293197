import type { StatusTone } from '#lib/domain/run/status.ts';

/** Border and ground of a node by status tone, written out so that Tailwind finds them. */
export const toneRing = {
  idle: 'border-line border-dashed',
  ready: 'border-status-ready',
  running: 'border-status-running bg-status-running-soft shadow-[0_0_0_1px_var(--status-running)]',
  person: 'border-seal bg-seal-soft shadow-[0_0_0_1px_var(--seal)]',
  time: 'border-status-time bg-status-time-soft',
  paused: 'border-status-paused bg-status-paused-soft',
  succeeded: 'border-status-succeeded',
  failed: 'border-status-failed bg-status-failed-soft',
  skipped: 'border-line border-dashed',
  cancelled: 'border-line-strong bg-status-cancelled-soft',
} as const satisfies Record<StatusTone, string>;
