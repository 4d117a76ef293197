import type { RunStepView } from '#lib/contracts/run-step.ts';
import { type StepFacts, stepViews } from '#lib/contracts/run-view/step-view.ts';
import { stepControls } from '#lib/domain/run/decide/step-control.ts';
import type { RunEvent } from '#lib/domain/run/event.ts';
import { itemStep } from '#lib/domain/run/item.ts';
import { stepIds } from '#lib/domain/run/progress.ts';
import type { RunState } from '#lib/domain/run/state.ts';

/** What events moved since the views were made; `all`: they concern every step. */
export type Moved = { all: boolean; steps: Set<string> };

export const nothingMoved = (): Moved => ({ all: false, steps: new Set() });

/**
 * Adds what an applied event means beyond the steps it names (`applyTouching`): a gate belongs to a step, a map stands as
 * its items do, and some events concern every step.
 */
export function noteMoved(moved: Moved, event: RunEvent, state: RunState): void {
  if (event.type.startsWith('run.')) moved.all = true;
  const gate = 'gate' in event.data ? state.gates.get(event.data.gate ?? '') : undefined;
  const step = 'step' in event.data ? event.data.step : gate?.step;
  if (step === undefined) return;
  moved.steps.add(step);
  const item = itemStep(step);
  if (item) moved.steps.add(item.map);
}

const nothingToDo = () => ({ retry: false, skip: false });

/**
 * The drawn steps as they are shown, kept from one picture to the next: a step that nothing moved keeps its very object,
 * so that whoever draws it need not look.
 */
export class StepViews {
  readonly #kept = new Map<string, RunStepView>();
  readonly #past: boolean;

  /** `past`: a moment that is over, in which nothing can be done. */
  constructor({ past }: { past: boolean }) {
    this.#past = past;
  }

  /** In the order of the workflow. */
  make(state: RunState, facts: StepFacts, moved: Moved): RunStepView[] {
    const ids = [...stepIds(state)];
    const controls = this.#past ? nothingToDo : stepControls(state);
    const anew = ids.filter((id) => {
      const kept = this.#kept.get(id);
      // A step that could start waits for slots and for rules that other steps' events are about.
      if (!kept || moved.all || moved.steps.has(id) || state.ready.has(id) || kept.status === 'ready') return true;
      const may = controls(id);
      if (may.retry !== kept.may.retry || may.skip !== kept.may.skip) this.#kept.set(id, { ...kept, may });
      return false;
    });
    for (const made of stepViews(state, anew, facts)) {
      const view = this.#past ? { ...made, may: nothingToDo() } : made;
      const kept = this.#kept.get(view.id);
      const same = kept && !moved.steps.has(view.id) && JSON.stringify(kept) === JSON.stringify(view);
      if (!same) this.#kept.set(view.id, view);
    }
    return ids.map((id) => this.#kept.get(id)!);
  }
}
