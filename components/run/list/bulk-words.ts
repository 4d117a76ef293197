import type { BulkRunResult } from '#lib/contracts/run-bulk.ts';
import { isEnded, type RunStatus } from '#lib/domain/run/status.ts';

export type BulkAction = 'cancel' | 'rerun';
type Run = { id: string; status: RunStatus };

/** Those that the change is for: what goes on can be cancelled, what has ended can be run again. */
export const changeable = <T extends Run>(action: BulkAction, runs: readonly T[]): T[] =>
  runs.filter(({ status }) => isEnded(status) === (action === 'rerun'));

/** What will happen to how many, and what stays as it is. */
export function consequence(action: BulkAction, runs: readonly Run[], from: 'failed' | 'start'): string {
  const count = changeable(action, runs).length;
  const rest = runs.length - count;
  if (action === 'cancel') {
    if (count === 0) return 'All of them have ended already: there is nothing to cancel.';
    const stay = rest > 0 ? ` ${counted(rest)} ended already and ${rest === 1 ? 'stays' : 'stay'} as ${it(rest)}.` : '';
    return `${counted(count)} ${count === 1 ? 'is' : 'are'} asked to end: steps under way are aborted, open gates close, nothing more starts. This cannot be undone.${stay}`;
  }
  if (count === 0) return 'All of them go on: only what has ended can be run again.';
  const what =
    from === 'failed'
      ? 'begins with what did not end well and takes over the rest; one where all went well is refused'
      : 'runs every step anew, with all its effects';
  const stay =
    rest > 0 ? ` ${counted(rest)} ${rest === 1 ? 'goes' : 'go'} on and ${rest === 1 ? 'is' : 'are'} left alone.` : '';
  return `${counted(count)} ${count === 1 ? 'gets' : 'get'} a new run with the same version and input. Each ${what}.${stay}`;
}

const counted = (count: number) => (count === 1 ? '1 run' : `${count} runs`);
const it = (count: number) => (count === 1 ? 'it is' : 'they are');

/** "3 cancelled, 1 refused" */
export function resultWords(action: BulkAction, results: readonly BulkRunResult[]): string {
  const done = results.filter(({ ok }) => ok).length;
  const refused = results.length - done;
  return `${done} ${action === 'cancel' ? 'cancelled' : 'run again'}${refused > 0 ? `, ${refused} refused` : ''}`;
}
