import type { z } from 'zod';
import type { controlStepRequest } from '#lib/contracts/run-control.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { controlRun } from './control-run.ts';

const about = (state: RunState, step: string, reason: string) => ({
  step,
  stepName: state.stepSpecs.get(step)?.name ?? step,
  ...(reason ? { reason } : {}),
});

/** Runs one step of a live run again, and what followed from how it ended; the reason goes to it as `gate.feedback`. */
export const retryStep = (
  caller: Caller,
  id: string,
  step: string,
  { reason = '' }: z.infer<typeof controlStepRequest>,
) =>
  controlRun(caller, id, {
    command: { type: 'retryStep', step, actor: caller.actor, comment: reason },
    action: 'run.stepRetried',
    details: (state) => about(state, step, reason),
  });

/** Leaves one step of a live run out. A step with a gate is skipped at its gate alone. */
export const skipStep = (
  caller: Caller,
  id: string,
  step: string,
  { reason = '' }: z.infer<typeof controlStepRequest>,
) =>
  controlRun(caller, id, {
    command: { type: 'skipStep', step, actor: caller.actor, reason },
    action: 'run.stepSkipped',
    details: (state) => about(state, step, reason),
  });
