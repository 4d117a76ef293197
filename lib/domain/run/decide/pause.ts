import type { PersonCommand } from '../command.ts';
import type { Decision } from '../decide.ts';
import type { RunState } from '../state.ts';

type Of<T extends PersonCommand['type']> = Extract<PersonCommand, { type: T }>;

/** Nothing starts until it is resumed; what is under way goes on, and its results, decisions and times are recorded. */
export function pause(state: RunState, { actor, reason }: Of<'pause'>): Decision {
  if (state.finishedAt !== null || state.cancel) return ended(state);
  // Asked twice: the first one stands.
  if (state.paused) return { ok: true, events: [] };
  return { ok: true, events: [{ type: 'run.paused', data: { actor, reason } }] };
}

export function resume(state: RunState, { actor }: Of<'resume'>): Decision {
  if (state.finishedAt !== null || state.cancel) return ended(state);
  if (!state.paused) return { ok: false, refusal: { code: 'not_paused', message: 'The run is not paused.' } };
  return { ok: true, events: [{ type: 'run.resumed', data: { actor } }] };
}

/** Signals that nobody has taken yet, at most. */
const maxSignals = 1000;

/** Something outside happened. It may come before the step that waits for it. */
export function signal(state: RunState, { type: _, ...data }: Of<'signal'>): Decision {
  if (state.finishedAt !== null || state.cancel) return ended(state);
  if (state.signals.some(({ id }) => id === data.signal)) return { ok: true, events: [] };
  if (state.signals.length >= maxSignals)
    return {
      ok: false,
      refusal: { code: 'too_many_signals', message: `${maxSignals} signals wait in this run already.` },
    };
  return { ok: true, events: [{ type: 'signal.received', data }] };
}

const ended = (state: RunState): Decision => ({
  ok: false,
  refusal: {
    code: 'run_ended',
    message: state.finishedAt === null ? 'The run is being cancelled.' : `The run has ${state.status} already.`,
  },
});
