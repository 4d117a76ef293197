import type { Command } from '../command.ts';
import type { RunEvent } from '../event.ts';
import { edgeMet, ended, type StepEnd } from '../evolve/ending.ts';
import type { RunState } from '../state.ts';
import type { Play } from './play.ts';

/**
 * What holds in every run, each written down apart from the code that keeps it. `heard` is told of every command right
 * after it was applied, `settled` whenever the holder has done all it could, `end` when the play is over. They throw with
 * a sentence that says what is wrong.
 */
export type Invariant = {
  name: string;
  make: (play: Play) => {
    heard?: (command: Command, events: RunEvent[]) => void;
    settled?: () => void;
    end?: (cut: number) => void;
  };
};

export const wrong = (sentence: string): never => {
  throw new Error(sentence);
};

/** Needs met and not yet decided, from the steps as they are, not from what the state counted. */
export function needsOf(state: RunState, id: string): { met: number; undecided: number; join: number } {
  const { needs, join } = state.stepSpecs.get(id)!;
  let met = 0;
  let undecided = 0;
  for (const need of needs) {
    const { phase, outcome } = state.steps.get(need.step)!;
    if (!ended.has(phase)) undecided += 1;
    else if (edgeMet(need.on, phase as StepEnd, outcome)) met += 1;
  }
  return { met, undecided, join };
}
