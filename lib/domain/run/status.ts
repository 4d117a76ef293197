/**
 * The closed vocabulary of statuses. Colours, icons, words, favicons and mails come from this one table; nothing else
 * may name a status colour.
 */
type StatusLook = {
  /** Names a token pair in app/globals.css (`--status-<tone>`, `--status-<tone>-soft`). */
  tone: 'idle' | 'ready' | 'running' | 'person' | 'time' | 'paused' | 'succeeded' | 'failed' | 'skipped' | 'cancelled';
  icon: 'circle' | 'quarter' | 'half' | 'diamond' | 'clock' | 'pause' | 'check' | 'cross' | 'skip' | 'ban';
  label: string;
  /** Said by screen readers, where a label alone would be unclear. */
  spoken: string;
};

export const runStatuses = {
  queued: { tone: 'idle', icon: 'circle', label: 'Queued', spoken: 'run is queued' },
  running: { tone: 'running', icon: 'half', label: 'Running', spoken: 'run is running' },
  waiting: { tone: 'person', icon: 'diamond', label: 'Waiting', spoken: 'run is waiting' },
  paused: { tone: 'paused', icon: 'pause', label: 'Paused', spoken: 'run is paused' },
  succeeded: { tone: 'succeeded', icon: 'check', label: 'Succeeded', spoken: 'run succeeded' },
  failed: { tone: 'failed', icon: 'cross', label: 'Failed', spoken: 'run failed' },
  cancelled: { tone: 'cancelled', icon: 'ban', label: 'Cancelled', spoken: 'run was cancelled' },
} as const satisfies Record<string, StatusLook>;

export type RunStatus = keyof typeof runStatuses;

export const stepStatuses = {
  pending: { tone: 'idle', icon: 'circle', label: 'Pending', spoken: 'not started yet' },
  ready: { tone: 'ready', icon: 'quarter', label: 'Ready', spoken: 'ready to start' },
  running: { tone: 'running', icon: 'half', label: 'Running', spoken: 'running' },
  waiting: { tone: 'person', icon: 'diamond', label: 'Waiting', spoken: 'waiting' },
  succeeded: { tone: 'succeeded', icon: 'check', label: 'Succeeded', spoken: 'succeeded' },
  failed: { tone: 'failed', icon: 'cross', label: 'Failed', spoken: 'failed' },
  skipped: { tone: 'skipped', icon: 'skip', label: 'Skipped', spoken: 'skipped' },
  cancelled: { tone: 'cancelled', icon: 'ban', label: 'Cancelled', spoken: 'cancelled' },
} as const satisfies Record<string, StatusLook>;

export type StepStatus = keyof typeof stepStatuses;

/** What a waiting run or step waits for; the tone replaces the status's own where no person is asked. */
export const waitReasons = {
  approval: { tone: 'person', icon: 'diamond', label: 'Waiting for approval', spoken: 'waiting for a person' },
  timer: { tone: 'time', icon: 'clock', label: 'Waiting for a time', spoken: 'waiting for a time' },
  event: { tone: 'time', icon: 'clock', label: 'Waiting for an event', spoken: 'waiting for an event' },
  retry: { tone: 'time', icon: 'clock', label: 'Waiting to retry', spoken: 'waiting to retry' },
  run: { tone: 'time', icon: 'clock', label: 'Waiting for a run', spoken: 'waiting for another run' },
  lock: { tone: 'time', icon: 'clock', label: 'Waiting for a lock', spoken: 'waiting for a lock' },
  slot: { tone: 'time', icon: 'clock', label: 'Waiting for a free slot', spoken: 'waiting for a free slot' },
} as const satisfies Record<string, StatusLook>;

export type WaitReason = keyof typeof waitReasons;
export type StatusTone = StatusLook['tone'];
export type StatusIconName = StatusLook['icon'];

export const endedRunStatuses: readonly RunStatus[] = ['succeeded', 'failed', 'cancelled'];
export const isEnded = (status: RunStatus) => endedRunStatuses.includes(status);
