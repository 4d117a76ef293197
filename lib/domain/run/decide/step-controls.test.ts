import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decide } from '../decide.ts';
import { move } from '../testing/random-moves.ts';
import { begin, given } from '../testing/watched.ts';
import { stepControls } from './step-control.ts';

const actor = { kind: 'user', id: 'm', name: 'Ana' } as const;

it('offers a step’s retry and skip exactly where they would be let through', () => {
  let retries = 0;
  fc.assert(
    fc.property(given, (from) => {
      const play = begin(from);
      for (const one of from.moves) {
        if (play.run.finishedAt !== null) break;
        move(play, one);
        const controls = stepControls(play.run);
        for (const step of play.run.steps.keys()) {
          const ask = (command: object) => decide(play.run, { step, actor, ...command } as never, play.run.at).ok;
          const may = { retry: ask({ type: 'retryStep', comment: '' }), skip: ask({ type: 'skipStep', reason: '' }) };
          expect(controls(step), step).toEqual(may);
          if (may.retry) retries += 1;
        }
      }
    }),
    { numRuns: 100 },
  );
  expect(retries).toBeGreaterThan(0);
});
