import type { z } from 'zod';
import type { pauseRunRequest } from '#lib/contracts/run-control.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { controlRun } from './control-run.ts';

/** Nothing starts until it is resumed; what is under way goes on. Asked twice, the first request stands. */
export const pauseRun = (caller: Caller, id: string, { reason = '' }: z.infer<typeof pauseRunRequest>) =>
  controlRun(caller, id, {
    command: { type: 'pause', actor: caller.actor, reason },
    action: 'run.paused',
    details: () => (reason ? { reason } : {}),
  });

/** Refuses with `not_paused` what goes on already. */
export const resumeRun = (caller: Caller, id: string) =>
  controlRun(caller, id, {
    command: { type: 'resume', actor: caller.actor },
    action: 'run.resumed',
    details: () => ({}),
  });
