import type { StepPhase, StepState } from '#lib/domain/run/state.ts';
import type { StepStatus } from '#lib/domain/run/status.ts';

/** The phases of the engine as the eight statuses that are shown. */
export const statusOfPhase = {
  pending: 'pending',
  ready: 'ready',
  gated: 'waiting',
  queued: 'waiting',
  running: 'running',
  retrying: 'waiting',
  succeeded: 'succeeded',
  failed: 'failed',
  waived: 'skipped',
  notTaken: 'skipped',
  cancelled: 'cancelled',
} as const satisfies Record<StepPhase, StepStatus>;

/** Why a step was skipped, failed or cancelled, in words; null when its status says it all. */
export function reasonInWords(step: StepState): string | null {
  if (step.reason) return step.reason;
  if (step.phase === 'failed') return step.error?.message ?? null;
  if (step.phase === 'waived') return 'Skipped by a person.';
  if (step.phase === 'notTaken') return 'Not taken.';
  return null;
}
