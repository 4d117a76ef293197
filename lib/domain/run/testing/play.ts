import type { Actor } from '../../access/actor.ts';
import { gateCase } from '../../gate/case.ts';
import type { GateAction } from '../../gate/spec.ts';
import type { Json } from '../../workflow/json.ts';
import { normalize } from '../../workflow/normal.ts';
import { type Workflow, workflowSchema } from '../../workflow/spec.ts';
import type { Command, VoterFacts } from '../command.ts';
import { dueGate } from '../decide/open-gate.ts';
import { isFull } from '../decide/prepare.ts';
import { decide } from '../decide.ts';
import type { RunEvent } from '../event.ts';
import { apply } from '../evolve.ts';
import { mayFinish } from '../moving.ts';
import type { Reuse } from '../reuse.ts';
import type { RunState } from '../state.ts';
import { inline, isRef } from '../value.ts';

/** Plays a run by the rules alone: the tests' driver, without a database or a clock. */
export class Play {
  events: RunEvent[] = [];
  state: RunState | null = null;
  now = 1_000;
  /** What the rules' conditions say, by the rule's name; the others do not hold. */
  rules: Record<string, boolean | 'broken'> = {};
  /** Told of every command with what it led to, before the next. */
  heard: (command: Command, events: RunEvent[]) => void = () => {};
  /** Where a step's attempts run. */
  where: (step: string) => 'driver' | 'pool' = () => 'driver';
  /** What gates' ids begin with. */
  firstGate = 'gate_';
  private gates = 0;

  constructor(
    spec: Workflow,
    given: {
      starter?: Actor;
      authors?: string[];
      input?: Json;
      timeoutMs?: number | null;
      runId?: string;
      reuse?: Reuse;
    } = {},
  ) {
    const workflow = normalize(workflowSchema.parse(spec));
    this.do({
      type: 'start',
      runId: given.runId ?? 'run_1',
      number: 1,
      workflowId: 'wf_1',
      workflowName: workflow.name,
      version: 1,
      specHash: '0'.repeat(64),
      spec: workflow,
      input: inline(given.input ?? {}),
      actor: given.starter ?? person('starter'),
      authors: given.authors ?? ['author'],
      timeoutMs: given.timeoutMs ?? null,
      ...(given.reuse && { reuse: given.reuse }),
    });
  }

  /** Decides and applies; throws the refusal's code so that a test can expect it. */
  do(command: Command): RunEvent[] {
    const decision = decide(this.state, command, this.now);
    if (!decision.ok) throw new Error(decision.refusal.code);
    const added = decision.events.map(
      (event, index) => ({ ...event, seq: this.events.length + index + 1, at: this.now }) as RunEvent,
    );
    for (const event of added) this.state = apply(this.state, event);
    this.events.push(...added);
    this.heard(command, added);
    return added;
  }

  get run(): RunState {
    return this.state!;
  }

  admit(maxSteps?: number): this {
    this.do({ type: 'admit', maxSteps });
    return this.settle();
  }

  /** Does what a holder does between results: spreads, opens gates, starts what is ready, ends the run. */
  settle(): this {
    for (let moved = true; moved; ) {
      moved = this.do({ type: 'spread' }).length > 0;
      for (const rule of [...this.run.rulesDue]) moved = this.look(rule) || moved;
      for (const id of [...this.run.gatesDue, ...this.run.ready]) moved = this.prepare(id) || moved;
      if (mayFinish(this.run)) moved = this.do({ type: 'finish', outputs: inline({}) }).length > 0 || moved;
    }
    return this;
  }

  look(rule: string): boolean {
    const says = this.rules[rule] ?? false;
    const result =
      says === 'broken' ? { error: { kind: 'expression' as const, message: 'no such field' } } : { holds: says };
    return this.do({ type: 'ruleChecked', rule, result }).length > 0;
  }

  prepare(id: string): boolean {
    if (this.do({ type: 'reuseStep', step: id }).length > 0) return true;
    const placement = dueGate(this.run, id, this.now);
    const step = this.run.steps.get(id)!;
    if (!placement && isFull(this.run)) return false;
    if (!placement)
      return (
        this.do({
          type: 'prepare',
          step: id,
          epoch: 1,
          key: `key-${id}-${step.round}-${this.events.length}`,
          result: { take: true, params: step.params ?? inline({}), where: this.where(id), worker: 'w1' },
        }).length > 0
      );
    const payload: Json = placement === 'after' && step.output && !isRef(step.output) ? step.output.v : { of: id };
    this.gates += 1;
    return (
      this.do({
        type: 'openGate',
        step: id,
        gate: `${this.firstGate}${this.gates}`,
        payload: inline(payload),
        digest: gateCase(this.run, { step: id, placement }, payload).digest,
      }).length > 0
    );
  }

  succeed(step: string, output: Json = { ok: true }, outcome?: string): this {
    this.do({
      type: 'attemptSucceeded',
      step,
      attempt: this.run.steps.get(step)!.attempt,
      output: inline(output),
      outcome,
    });
    return this.settle();
  }

  fail(step: string, message = 'broken'): this {
    this.do({
      type: 'attemptFailed',
      step,
      attempt: this.run.steps.get(step)!.attempt,
      error: { kind: 'error', message },
      random: 0,
    });
    return this.settle();
  }

  gateOf(step: string) {
    const open = [...this.run.openGates].map((id) => this.run.gates.get(id)!).find((gate) => gate.step === step);
    if (!open) throw new Error(`no open gate at ${step}`);
    return open;
  }

  vote(
    step: string,
    actor: Actor,
    action: GateAction,
    more: { comment?: string; outcome?: string; payload?: Json; digest?: string; facts?: Partial<VoterFacts> } = {},
  ): this {
    const gate = this.gateOf(step);
    const edit =
      more.payload === undefined
        ? {}
        : { payload: inline(more.payload), newDigest: gateCase(this.run, gate, more.payload).digest };
    const facts: VoterFacts = {
      groups: [],
      email: actor.email ?? '',
      eligible: [],
      delegators: [],
      selfApproval: 'never',
      ...more.facts,
    };
    this.do({
      type: 'decideGate',
      gate: gate.id,
      actor,
      action,
      digest: more.digest ?? gate.digest,
      outcome: more.outcome,
      comment: more.comment,
      facts,
      ...edit,
    });
    return this.settle();
  }

  phase(step: string) {
    return this.run.steps.get(step)!.phase;
  }
}

export const person = (id: string): Actor => ({ kind: 'member', id, name: id, email: `${id}@example.org` });
