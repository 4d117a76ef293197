import type { Command } from '#lib/domain/run/command.ts';
import { decide } from '#lib/domain/run/decide.ts';
import type { NewRunEvent, RunEvent } from '#lib/domain/run/event.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { applyTouching, touchStep } from '#lib/domain/run/touched.ts';

/**
 * What one append will say, while it is being put together. Commands are decided against the state and applied to it
 * at once, so that each sees those before it; a refused append drops the draft and the state together.
 */
export class Draft {
  readonly state: RunState;
  readonly events: RunEvent[] = [];
  readonly touched = new Set<string>();
  readonly payloads = new Map<string, string>();
  readonly #now: () => number;

  constructor(state: RunState, now: () => number) {
    this.state = state;
    this.#now = now;
  }

  /** Returns how many events it led to. Only for commands that cannot be refused; a refusal is a fault of the driver. */
  take(command: Command): number {
    const now = this.#now();
    const decision = decide(this.state, command, now);
    if (!decision.ok) throw new Error(`the driver's ${command.type} was refused: ${decision.refusal.message}`);
    for (const event of decision.events) this.#add(event, now);
    return decision.events.length;
  }

  #add(event: NewRunEvent, now: number): void {
    // Event times never go backwards in a run, whichever worker's clock stamped the last one.
    const stamped: RunEvent = { ...event, seq: this.state.seq + 1, at: Math.max(now, this.state.at) };
    applyTouching(this.state, stamped, this.touched);
    this.events.push(stamped);
  }

  touch(id: string): void {
    touchStep(this.state, id, this.touched);
  }
}
