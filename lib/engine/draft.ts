import type { Command } from '#lib/domain/run/command.ts';
import { decide } from '#lib/domain/run/decide.ts';
import type { NewRunEvent, RunEvent } from '#lib/domain/run/event.ts';
import { apply } from '#lib/domain/run/evolve.ts';
import { itemStep, itemStepId } from '#lib/domain/run/item.ts';
import type { RunState } from '#lib/domain/run/state.ts';

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
    if (event.type === 'run.finished') for (const id of unfinished(this.state)) this.touched.add(id);
    apply(this.state, stamped);
    this.events.push(stamped);
    if (event.type === 'steps.reset') this.#touchReset(event.data);
    else if (event.type === 'steps.added') for (const { id } of event.data.steps) this.touched.add(id);
    else if (event.type === 'items.started') this.#touchItems(event.data);
    else if ('step' in event.data) this.touch(event.data.step);
    else if (event.type === 'run.admitted') for (const id of this.state.ready) this.touched.add(id);
  }

  #touchReset({ steps, reopens }: Extract<RunEvent, { type: 'steps.reset' }>['data']): void {
    for (const id of steps) this.touch(id);
    if (reopens !== undefined) this.touch(reopens);
  }

  #touchItems({ step, from, to }: Extract<RunEvent, { type: 'items.started' }>['data']): void {
    this.touched.add(step);
    const { prefix } = this.state.maps.get(step)!;
    for (const inner of this.state.stepSpecs.get(step)!.nested)
      for (let index = from; index < to; index++) this.touched.add(itemStepId(prefix, index, inner.id));
  }

  /** An event on a step may have moved those who need it, and the items of a map with the map. */
  touch(id: string): void {
    this.touched.add(id);
    if (this.state.maps.has(id))
      for (const own of this.state.steps.keys()) if (itemStep(own)?.map === id) this.touched.add(own);
    for (const edge of this.state.dependents.get(id) ?? [])
      if (this.state.steps.get(edge.step)!.phase !== 'pending') this.touched.add(edge.step);
  }
}

function* unfinished(state: RunState): Iterable<string> {
  if (state.unfinished === 0) return;
  for (const [id, step] of state.steps) if (step.finishedAt === null) yield id;
}
