import type { Command } from '#lib/domain/run/command.ts';
import { decide } from '#lib/domain/run/decide.ts';
import type { RunEvent } from '#lib/domain/run/event.ts';
import { Play } from '#lib/domain/run/testing/play.ts';
import type { Workflow } from '#lib/domain/workflow/spec.ts';
import type { HeldTestRun } from './held-run.ts';

/** A play whose commands go into the draft of a held run, to be committed whenever the test says so. */
export class StoredPlay extends Play {
  readonly held: HeldTestRun;

  constructor(workflow: Workflow, held: HeldTestRun) {
    super(workflow);
    this.held = held;
    this.state = held.state;
    this.now = Math.max(held.held.now, held.state.at);
    this.firstGate = `${held.held.runId}-${held.held.epoch}-${held.state.seq}-`;
    this.where = (id) => {
      const { kind, pool } = this.run.stepSpecs.get(id)!;
      return kind !== 'map' && pool === 'other' ? 'pool' : 'driver';
    };
  }

  override do(command: Command): RunEvent[] {
    // The play's own start: the stored run has been started already.
    if (!this.held) return super.do(command);
    const decision = decide(this.state, command, this.now);
    if (!decision.ok) throw new Error(decision.refusal.code);
    const { draft, held } = this.held;
    held.now = this.now;
    const before = draft.events.length;
    draft.take(command);
    return draft.events.slice(before);
  }
}
