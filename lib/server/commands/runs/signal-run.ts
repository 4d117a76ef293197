import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { signalRequest } from '#lib/contracts/run-control.ts';
import { toValue } from '#lib/domain/run/value.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { controlRun } from './control-run.ts';

/** Tells a run that something happened, by name; it is kept until a step that waits for it takes it. */
export function signalRun(caller: Caller, id: string, { name, data = null }: z.infer<typeof signalRequest>) {
  const signal = randomUUID();
  const { value, payload } = toValue(data as Json);
  return controlRun(caller, id, {
    command: { type: 'signal', signal, name, data: value, actor: caller.actor },
    action: 'run.signalled',
    details: () => ({ name }),
    ...(payload ? { payloads: new Map([[payload.hash, payload.text]]) } : {}),
  });
}
