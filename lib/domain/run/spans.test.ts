import { expect, it } from 'vitest';
import { fold } from './evolve.ts';
import { planRerun } from './plan-rerun.ts';
import { noteSpans, pathTaken, type Spans } from './spans.ts';
import { Play, person } from './testing/play.ts';
import { applyTouching } from './touched.ts';

const shell = (id: string, more: object = {}) => ({ id, kind: 'shell', with: { run: 'true' }, ...more });

function spansOf(play: Play): Spans {
  const spans: Spans = new Map();
  const state = fold(play.events.slice(0, 1))!;
  for (const event of play.events.slice(1)) {
    const touched = new Set<string>();
    applyTouching(state, event, touched);
    noteSpans(spans, state, touched);
  }
  return spans;
}

it('tells work, tries, waiting for people and for a slot apart, by attempt', () => {
  const play = new Play({
    name: 'w',
    steps: [
      shell('a', { retry: { max: 1, initial: '5s', jitter: false } }),
      shell('b', { needs: ['a'], gate: { placement: 'after' } }),
    ],
  }).admit();
  play.now += 1000;
  play.fail('a');
  play.now += 5000;
  play.prepare('a');
  play.now += 2000;
  play.succeed('a');
  play.now += 500;
  play.succeed('b');
  play.now += 60_000;
  play.vote('b', person('ana'), 'approve');
  const spans = spansOf(play);
  expect(spans.get('a')!.map(({ phase, attempt, from, to }) => [phase, attempt, to! - from])).toEqual([
    ['running', 1, 1000],
    ['retrying', 1, 5000],
    ['running', 2, 2000],
  ]);
  expect(spans.get('b')!.map(({ phase, from, to }) => [phase, to! - from])).toEqual([
    ['running', 500],
    ['gated', 60_000],
  ]);
});

it('follows the steps that the end waited for, and while it goes on those it waits for', () => {
  const play = new Play({
    name: 'w',
    steps: [
      shell('a'),
      shell('quick', { needs: ['a'] }),
      shell('slow', { needs: ['a'] }),
      shell('end', { needs: ['quick', 'slow'] }),
    ],
  }).admit();
  play.succeed('a');
  play.now += 10;
  play.succeed('quick');
  expect(pathTaken(play.run)).toEqual(['a', 'slow']);
  play.now += 10;
  play.succeed('slow').succeed('end');
  expect(pathTaken(play.run)).toEqual(['a', 'slow', 'end']);
});

it('goes through gates that stand alone', () => {
  const play = new Play({
    name: 'w',
    steps: [
      shell('a'),
      { id: 'ask', kind: 'gate', needs: ['a'], gate: {}, with: {} },
      shell('end', { needs: ['ask'] }),
    ],
  }).admit();
  play.succeed('a');
  play.prepare('ask');
  expect(pathTaken(play.run)).toEqual(['a', 'ask']);
  play.vote('ask', person('ana'), 'approve');
  play.succeed('end');
  expect(pathTaken(play.run)).toEqual(['a', 'ask', 'end']);
});

it('goes through a gate that somebody skipped, and past what was not taken', () => {
  const play = new Play({
    name: 'w',
    steps: [
      shell('a'),
      { id: 'ask', kind: 'gate', needs: ['a'], gate: {}, with: {} },
      shell('otherwise', { needs: [{ step: 'ask', on: 'failure' }] }),
      shell('end', { needs: [{ step: 'otherwise', on: 'notTaken' }] }),
    ],
  }).admit();
  play.succeed('a');
  play.vote('ask', person('ana'), 'skip');
  expect([play.phase('ask'), play.phase('otherwise')]).toEqual(['waived', 'notTaken']);
  play.succeed('end');
  expect(pathTaken(play.run)).toEqual(['a', 'ask', 'end']);
});

it('leaves out what an earlier run did, and goes on to the gate that was asked again before it', () => {
  const asking = (more: object) => ({
    name: 'w',
    steps: [
      shell('a'),
      { id: 'ask', kind: 'gate', needs: ['a'], gate: more, with: {} },
      shell('b', { needs: ['ask'] }),
      shell('c', { needs: ['b'] }),
    ],
  });
  for (const [more, before] of [
    [{}, ['ask']],
    [{ reuse: true }, []],
  ] as const) {
    const old = new Play(asking(more))
      .admit()
      .succeed('a')
      .vote('ask', person('ana'), 'approve')
      .succeed('b')
      .fail('c');
    const { reuse } = planRerun(old.run, old.run.spec, ['c']);
    const play = new Play(asking(more), { runId: 'run_2', reuse }).admit();
    if (before.length > 0) {
      expect(pathTaken(play.run)).toEqual(['ask']);
      play.vote('ask', person('ana'), 'approve');
    }
    expect(play.run.steps.get('b')).toMatchObject({ reused: true, phase: 'succeeded' });
    expect(pathTaken(play.run)).toEqual([...before, 'c']);
    play.succeed('c');
    expect(pathTaken(play.run)).toEqual([...before, 'c']);
  }
});
