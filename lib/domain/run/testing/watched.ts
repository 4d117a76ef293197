import fc from 'fast-check';
import type { Invariant } from './invariant.ts';
import { Play } from './play.ts';
import { move, randomMoves, settle } from './random-moves.ts';
import { randomWorkflow } from './random-workflow.ts';

/** A random run: what it is of, and what happens to it. */
export const given = fc.record({
  workflow: randomWorkflow,
  moves: randomMoves,
  rules: fc.array(fc.constantFrom<boolean | 'broken'>(true, true, false, 'broken'), { minLength: 2, maxLength: 2 }),
  maxSteps: fc.constantFrom(undefined, undefined, 1, 2),
  cut: fc.nat(1000),
});
export type Given = typeof given extends fc.Arbitrary<infer T> ? T : never;

export function begin({ workflow, rules, maxSteps }: Given): Play {
  const play = new Play(workflow, { timeoutMs: workflow.timeout ? 60_000 : null });
  play.rules = { 'rule 0': rules[0]!, 'rule 1': rules[1]! };
  play.where = (id) => {
    const { kind, pool } = play.run.stepSpecs.get(id)!;
    return kind !== 'map' && pool === 'other' ? 'pool' : 'driver';
  };
  if (maxSteps !== undefined) play.do({ type: 'admit', maxSteps });
  return play;
}

/** Everything that happens to it, one after the other. */
export function played(from: Given, play = begin(from)): Play {
  for (const one of from.moves) if (play.run.finishedAt === null) move(play, one);
  return play;
}

/** The same under the eyes of an invariant; throws where it is broken. */
export function watched(from: Given, { make }: Invariant): void {
  const play = begin(from);
  const watch = make(play);
  watch.heard?.({ type: 'finish' }, play.events);
  play.heard = (command, events) => watch.heard?.(command, events);
  for (const one of from.moves) {
    if (play.run.finishedAt !== null) break;
    move(play, one);
    if (one.what === 'settle') watch.settled?.();
  }
  settle(play);
  watch.settled?.();
  watch.end?.(from.cut);
}
