import { expressionRoots } from '#lib/domain/expression/evaluate.ts';
import type { StartCommand } from '#lib/domain/run/command.ts';
import { decide } from '#lib/domain/run/decide.ts';
import { edgeMet, finishStep, type StepEnd } from '#lib/domain/run/evolve/ending.ts';
import { startState } from '#lib/domain/run/evolve/start.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { inline } from '#lib/domain/run/value.ts';
import { referencesIn } from '#lib/domain/secret/reference.ts';
import { withLater } from '#lib/domain/template/later.ts';
import { graphOf, levelsOf } from '#lib/domain/workflow/graph.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import type { NormalStep } from '#lib/domain/workflow/normal.ts';
import { type StepWork, workOf, workOut } from './prepare-step.ts';
import { pathsOf } from './scope-paths.ts';
import type { Computed, KindRegistry, StepKind } from './step-kind.ts';

/** What a run would do with a step, as far as that can be said before anything has happened. */
export type DryStep = {
  id: string;
  would: 'run' | 'skip' | 'ask' | 'unknown';
  /** In words: why it is skipped, what is not known yet, or how it would fail. */
  why: string | null;
  fails: boolean;
  /** Rendered; what only the run will know is named in it: `⟨steps.build.output⟩`. Null where nothing is rendered. */
  params: Json;
  /** Of kinds that are computed before anything happens. */
  output: Json | undefined;
  /** Names of the secrets it would be given. */
  secrets: string[];
};

/** How a step may end: one way where that is known. */
type Ends = { end: StepEnd; outcome: string | null }[];
type Tools = { kinds: KindRegistry; now: number; pause: () => Promise<void>; expired: () => boolean };

/** Any of its outcomes. */
const open = null;

/**
 * Plays a start to its end without doing anything: every step is prepared by the code that prepares it in a run, and
 * kinds without effects are computed as far as what they read is known. Everything that has effects counts as succeeded,
 * every gate as let pass. In the order in which they could run.
 */
export async function dryRun(command: StartCommand, tools: Tools): Promise<DryStep[]> {
  const decision = decide(null, command, tools.now);
  const first = decision.ok ? decision.events[0] : undefined;
  if (first?.type !== 'run.started') throw new Error('a run begins with run.started');
  const play = new Play(startState({ ...first, seq: 1, at: tools.now }), tools);
  const done: DryStep[] = [];
  for (const index of levelsOf(graphOf(command.spec.steps)).flat()) {
    done.push(play.step(command.spec.steps[index]!));
    await tools.pause();
  }
  return done;
}

class Play {
  readonly #state: RunState;
  readonly #tools: Tools;
  readonly #ends = new Map<string, Ends>();
  /** Steps whose results only a run gives. */
  readonly #later = new Set<string>();
  readonly #laterNames: ReadonlyMap<string, string>;

  constructor(state: RunState, tools: Tools) {
    this.#state = state;
    this.#tools = tools;
    this.#laterNames = new Map(state.spec.steps.flatMap(({ as, id }) => (as === null ? [] : [[as, id] as const])));
  }

  step(spec: NormalStep): DryStep {
    const blank: DryStep = {
      id: spec.id,
      would: 'run',
      why: null,
      fails: false,
      params: null,
      output: undefined,
      secrets: [],
    };
    const reached = this.#reached(spec);
    if (reached.is === 'no') return this.#end({ ...blank, would: 'skip', why: reached.why }, [skipped]);
    const read = spec.when === null ? undefined : expressionRoots(spec.when).find(this.#unknown);
    const perhaps =
      reached.is === 'perhaps'
        ? reached.why
        : read && `its condition reads ${read.join('.')}, which only the run knows`;
    const kind = this.#tools.kinds(spec.kind);
    if (!kind)
      return this.#end({ ...blank, fails: true, why: `This server does not know the kind ${spec.kind}.` }, [failed]);
    const { facts, computed, later } = this.#workOut(spec, kind, read !== undefined);
    if (facts.take === false) return this.#end({ ...blank, would: 'skip', why: facts.reason }, [skipped]);
    const would = perhaps ? 'unknown' : 'run';
    if (facts.take === 'error')
      return this.#end(
        { ...blank, would, fails: true, why: facts.error.message },
        perhaps ? [failed, skipped] : [failed],
      );
    const step = {
      ...blank,
      would,
      why: perhaps ?? null,
      params: facts.params,
      secrets: secretsOf(facts.params),
    } as DryStep;
    if ('gate' in kind) {
      if (!perhaps) step.would = 'ask';
      return this.#end(step, this.#laterEnds(spec, perhaps !== undefined));
    }
    if (!computed || later || perhaps || 'suspend' in computed)
      return this.#end(step, this.#laterEnds(spec, perhaps !== undefined));
    if (!computed.ok) return this.#end({ ...step, fails: true, why: computed.error.message }, [failed]);
    return this.#computed(step, computed);
  }

  #computed(step: DryStep, { output, outcome, notTaken, warning }: Extract<Computed, { ok: true }>): DryStep {
    this.#state.steps.get(step.id)!.output = inline(output);
    if (notTaken !== undefined) return this.#end({ ...step, would: 'skip', why: notTaken, output }, [skipped]);
    return this.#end({ ...step, output, why: warning ?? null }, [{ end: 'succeeded', outcome: outcome ?? null }]);
  }

  /** The very code of a run; only what is not known yet is named in place of being rendered. */
  #workOut(spec: NormalStep, kind: StepKind, whenLater: boolean) {
    const { value, later } = withLater(spec.with, this.#unknown, [...kind.literal, ...kind.expressions]);
    const unread = later || pathsOf(spec, kind).some(this.#unknown);
    const compute = !unread && !this.#tools.expired();
    const work: StepWork = {
      ...workOf(this.#state, spec.id, kind, (held) => ('v' in held ? held.v : null), compute, this.#tools.now),
      with: value,
      ...(whenLater && { when: null }),
    };
    // A name in the place of a value may have another type than the value will have.
    return { ...workOut(work, later ? { ...kind, check: () => null } : kind), later: unread };
  }

  #laterEnds({ id, gates, kind: name, with: given }: NormalStep, perhaps: boolean): Ends {
    this.#later.add(id);
    const outcomes = [
      ...gates.flatMap(({ placement, outcomes }) => (placement === 'alone' ? outcomes : [])),
      ...(this.#tools.kinds(name)?.outcomes?.(given) ?? []),
    ];
    const ends: Ends = outcomes.map((outcome) => ({ end: 'succeeded', outcome }));
    if (ends.length === 0) ends.push({ end: 'succeeded', outcome: open });
    return perhaps ? [...ends, skipped] : ends;
  }

  #end(step: DryStep, ends: Ends): DryStep {
    this.#ends.set(step.id, ends);
    const [only] = ends;
    const state = this.#state.steps.get(step.id)!;
    state.outcome = only!.outcome;
    finishStep(this.#state, step.id, only!.end, this.#tools.now);
    return step;
  }

  /** Whether its needs are met, however the steps that are not decided yet end. */
  #reached({ needs, join }: NormalStep): { is: 'yes' } | { is: 'no' | 'perhaps'; why: string } {
    let met = 0;
    let open = 0;
    let why = '';
    for (const need of needs) {
      const ends = this.#ends.get(need.step) ?? [];
      const meet = ends.filter(({ end, outcome }) => edgeMet(need.on, end, outcome)).length;
      if (meet === ends.length) met += 1;
      else {
        if (meet > 0) open += 1;
        why ||= this.#because(need.step, need.on, meet > 0);
      }
    }
    if (met >= join) return { is: 'yes' };
    return { is: met + open >= join ? 'perhaps' : 'no', why };
  }

  #because(id: string, on: string, maybe: boolean): string {
    const { name } = this.#state.stepSpecs.get(id)!;
    if (maybe && !['success', 'always', 'failure', 'notTaken'].includes(on)) return `only if ${name} ends as ${on}`;
    if (maybe) return `it depends on whether ${name} runs`;
    if (on === 'failure') return `only when ${name} fails`;
    if (on === 'notTaken') return `only when ${name} is not taken`;
    const [only] = this.#ends.get(id) ?? [];
    if (only?.end === 'notTaken') return `${name} is not taken`;
    return only?.end === 'failed' ? `${name} would fail` : `${name} ends as ${only?.outcome ?? 'something else'}`;
  }

  readonly #unknown = ([root, name]: string[]): boolean => {
    if (root === 'steps') return name === undefined ? this.#later.size > 0 : this.#later.has(name);
    if (root === 'run') return name === undefined || ['id', 'number', 'startedAt'].includes(name);
    if (root === 'gate') return name !== 'feedback';
    return this.#later.has(this.#laterNames.get(root ?? '') ?? '');
  };
}

const skipped = { end: 'notTaken', outcome: null } as const;
const failed = { end: 'failed', outcome: null } as const;

const secretsOf = (params: Json | JsonObject): string[] =>
  [...referencesIn(params)].flatMap((name) => (name.startsWith('secrets.') ? [name.slice('secrets.'.length)] : []));
