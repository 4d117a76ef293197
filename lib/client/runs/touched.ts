import type { LiveMessage } from '#lib/contracts/live.ts';
import type { RunEventView } from '#lib/contracts/run.ts';
import { itemStep } from '#lib/domain/run/item.ts';

/** What events named since the last read; `all`: more than their steps, or events were missed. */
export type Touched = { all: boolean; steps: Set<string> };

const ofOneStep = /^(attempt\.|gate\.|step\.|items\.|map\.)/;

/** Adds what a message names. Null stands for a new connection: anything may have happened. */
export function touch(touched: Touched, message: LiveMessage | null): void {
  if (message?.type !== 'events') {
    touched.all = true;
    return;
  }
  for (const { type, step } of message.events as RunEventView[]) {
    if (step === undefined || !ofOneStep.test(type)) touched.all = true;
    else touched.steps.add(step);
  }
}

/** Whether a read of a run (`['run', id, what, step, …]`) may show something old now. */
export function concerns({ all, steps }: Touched, [, , what, step]: readonly unknown[]): boolean {
  if (all || (what !== 'items' && what !== 'step')) return true;
  if (typeof step !== 'string') return true;
  if (what === 'step') return steps.has(step);
  for (const id of steps) if (id === step || itemStep(id)?.map === step) return true;
  return false;
}
