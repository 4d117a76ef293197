import type { z } from 'zod';
import type { cancelRunRequest } from '#lib/contracts/run-control.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { controlRun } from './control-run.ts';

/** Asks a run to end. Asked twice, the first request stands. Refuses with `run_ended` what has ended already. */
export const cancelRun = (caller: Caller, id: string, { reason }: z.infer<typeof cancelRunRequest>) =>
  controlRun(caller, id, {
    command: { type: 'cancel', actor: caller.actor, reason },
    action: 'run.cancelled',
    details: () => ({ reason }),
  });
