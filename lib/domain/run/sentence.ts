import type { Addition } from './event.ts';
import { belongsAfter } from './moving.ts';
import { progressOf } from './progress.ts';
import type { RunState } from './state.ts';
import { saidName, waitingFor } from './waiting.ts';

/** The run's status as one sentence, without times (they tick on the page). */
export function runSentence(state: RunState): string {
  const { done, total } = progressOf(state);
  const steps = `${done} of ${total} ${total === 1 ? 'step' : 'steps'} done`;
  if (state.status === 'succeeded') return `Succeeded: ${steps}.`;
  if (state.status === 'failed')
    return `Failed: ${sentenceEnd(state.reason ?? state.error?.message ?? 'a step failed')}`;
  if (state.status === 'cancelled')
    return `Cancelled${state.cancel ? ` by ${state.cancel.actor.name}` : ''}: ${state.reason ?? 'no reason given'}`;
  if (state.cancel) return 'Being cancelled: work under way is stopped.';
  const paused = state.paused ? `Paused by ${state.paused.actor.name}: nothing starts until it is resumed` : null;
  if (state.failing)
    return [`Failing: ${sentenceEnd(state.failing.reason)}`, paused ? `${paused}.` : aftermath(state)].join(' ').trim();
  if (paused) return `${paused}, ${steps}.`;
  const [hold] = state.holds;
  if (hold !== undefined)
    return `Held back by a rule until ${saidName(state.stepSpecs.get(hold)!.name)} is decided, ${steps}.`;
  const waits = waitingFor(state);
  if (waits[0]?.reason === 'approval' || state.active.size === 0)
    return `${waits[0]?.text ?? (state.ready.size > 0 ? 'About to begin what is ready,' : 'Waiting.')} ${steps}.`.replace(
      '..',
      '.',
    );
  const running = [...state.active].slice(0, 2).map((id) => state.stepSpecs.get(id)!.name);
  return `Running ${running.join(' and ')}${state.active.size > 2 ? ` and ${state.active.size - 2} more` : ''}, ${steps}.`;
}

const sentenceEnd = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

const doing = {
  undo: 'rolling back',
  handler: 'handlers',
  notify: 'telling people',
  escalate: 'somebody has to acknowledge it',
  rule: '',
} as const satisfies Record<Addition, string>;

/** "Rolling back (2 of 3), then handlers." What follows a failure, from what is under way now; empty when nothing does. */
export function aftermath(state: RunState): string {
  const parts = new Map<Addition, { total: number; over: number }>();
  for (const [id, { why }] of state.added) {
    if (!belongsAfter(state, id)) continue;
    const part = parts.get(why) ?? { total: 0, over: 0 };
    part.total += 1;
    if (state.steps.get(id)!.finishedAt !== null) part.over += 1;
    parts.set(why, part);
  }
  const left = [...parts].filter(([, { total, over }]) => over < total);
  const words = left.map(([why, { total, over }], index) =>
    index === 0 && total > 1 ? `${doing[why]} (${over + 1} of ${total})` : doing[why],
  );
  const text = words.join(', then ');
  return text && `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
