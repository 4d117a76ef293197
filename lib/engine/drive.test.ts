import { afterAll, beforeAll, expect, test } from 'vitest';
import { Engine, phases, type Steps } from '../../test/engine/harness.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open();
  await engine.worker();
});
afterAll(() => engine.close());

const text = (id: string, template: string, more: object = {}) => ({
  id,
  kind: 'template',
  with: { template },
  ...more,
});

test('drives a chain whose steps read one another', async () => {
  const state = await engine.run(
    [
      text('a', 'one'),
      text('b', '{{ steps.a.output.text }} two', { needs: ['a'] }),
      { id: 'c', kind: 'transform', needs: ['b'], with: { expression: 'size(steps.b.output.text)' } },
    ],
    { outputs: { n: '{{ steps.c.output }}' } },
  );
  expect(state.status).toBe('succeeded');
  expect(await engine.value(state.outputs)).toEqual({ n: 7 });
});

test('joins a diamond after both sides', async () => {
  const state = await engine.run([
    text('top', 'x'),
    text('left', 'l', { needs: ['top'] }),
    text('right', 'r', { needs: ['top'] }),
    text('join', '{{ steps.left.output.text }}{{ steps.right.output.text }}', { needs: ['left', 'right'] }),
  ]);
  expect(await engine.value(state.steps.get('join')?.output)).toEqual({ text: 'lr' });
});

const failing = (id: string, more: object = {}) => ({ id, kind: 'assert', with: { that: ['1 == 2'] }, ...more });

test('follows failure, always, notTaken and outcome edges, and joins of any and n', async () => {
  const state = await engine.run([
    failing('bad'),
    text('onFailure', 'f', { needs: [{ step: 'bad', on: 'failure' }] }),
    text('always', 'a', { needs: [{ step: 'bad', on: 'always' }] }),
    text('never', 'n', { needs: ['bad'] }),
    text('instead', 'i', { needs: [{ step: 'never', on: 'notTaken' }] }),
    { id: 'way', kind: 'branch', with: { cases: [{ name: 'big', when: '2 > 1' }], default: 'small' } },
    text('big', 'b', { needs: [{ step: 'way', on: 'big' }] }),
    text('small', 's', { needs: [{ step: 'way', on: 'small' }] }),
    text('any', 'y', { join: 'any', needs: ['big', 'small'] }),
    text('two', 't', { join: 2, needs: ['big', 'small', 'always'] }),
    text('three', 't', { join: 3, needs: ['big', 'small', 'always'] }),
  ]);
  expect(phases(state)).toEqual({
    bad: 'failed',
    onFailure: 'succeeded',
    always: 'succeeded',
    never: 'notTaken',
    instead: 'succeeded',
    way: 'succeeded',
    big: 'succeeded',
    small: 'notTaken',
    any: 'succeeded',
    two: 'succeeded',
    three: 'notTaken',
  });
  expect(state.status).toBe('succeeded');
  expect(state.steps.get('never')?.reason).toBe('bad failed');
});

test('takes a step out when its condition does not hold, and fails it when the condition cannot be read', async () => {
  const state = await engine.run([text('no', 'x', { when: '1 > 2' }), text('odd', 'x', { when: 'steps.nothing.x' })]);
  expect(phases(state)).toEqual({ no: 'notTaken', odd: 'failed' });
  expect(state.steps.get('odd')?.error).toMatchObject({ kind: 'expression', place: expect.stringContaining('when') });
  expect(state.status).toBe('failed');
});

test('names the place of a template that fails and of a parameter that is wrong', async () => {
  const state = await engine.run([
    text('name', '{{ nothing.here }}'),
    { id: 'both', kind: 'transform', with: { expression: '1', set: { a: '1' } } },
    { id: 'unknown', kind: 'nope' },
  ]);
  expect(state.steps.get('name')?.error).toMatchObject({
    kind: 'template',
    place: expect.stringContaining('with.template'),
  });
  expect(state.steps.get('both')?.error).toMatchObject({
    kind: 'input',
    message: expect.stringContaining('exactly one'),
  });
  expect(state.steps.get('unknown')?.error).toMatchObject({ kind: 'input', place: 'kind' });
});

test('retries with back-off and then fails; the attempts share one idempotency key', async () => {
  const runId = await engine.start([
    failing('bad', { retry: { max: 2, initial: '20ms', backoff: 'fixed', on: ['assert'] } }),
  ]);
  const state = await engine.ended(runId);
  expect(state.steps.get('bad')).toMatchObject({ phase: 'failed', attempt: 3 });
  const keys = (await engine.events(runId)).flatMap((event) =>
    event.type === 'attempt.started' ? event.data.key : [],
  );
  expect(new Set(keys).size).toBe(1);
  expect(keys).toHaveLength(3);
  const left = await engine.db.pool.query('select 1 from run_timer where run_id = $1', [runId]);
  expect(left.rowCount).toBe(0);
});

test('goes from one to a thousand to one', async () => {
  const middle = Array.from({ length: 1000 }, (_, index) => text(`m${index}`, `${index}`, { needs: ['first'] }));
  const state = await engine.run([
    text('first', 'x'),
    ...middle,
    text('last', '{{ steps.m7.output.text }}', { needs: middle.map(({ id }) => id) }),
  ]);
  expect(state.status).toBe('succeeded');
  expect(await engine.value(state.steps.get('last')?.output)).toEqual({ text: '7' });
});

test('drives a chain of 5,000', async () => {
  const steps: Steps = Array.from({ length: 5000 }, (_, index) =>
    text(`s${index}`, `${index}`, index ? { needs: [`s${index - 1}`] } : {}),
  );
  const state = await engine.run(steps);
  expect(state.status).toBe('succeeded');
});

test('keeps large values once, by hash, and hands them on', async () => {
  const runId = await engine.start([
    text('big', `${'x'.repeat(20_000)}`),
    { id: 'size', kind: 'transform', needs: ['big'], with: { expression: 'size(steps.big.output.text)' } },
  ]);
  const state = await engine.ended(runId);
  expect(state.steps.get('big')?.output).toMatchObject({ ref: expect.any(String) });
  expect(await engine.value(state.steps.get('size')?.output)).toBe(20_000);
});

test('works out what is heavy away from the thread that drives runs', async () => {
  const loop =
    '{% for i in (1..2000) %}{% for j in (1..2000) %}{{ i | times: j | append: "x" | upcase }}{% endfor %}{% endfor %}';
  const runId = await engine.start([
    text('notes', '{% for n in (1..3) %}{{ n }},{% endfor %}'),
    ...Array.from({ length: 4 }, (_, index) => text(`slow${index}`, loop)),
  ]);
  const quick = await engine.run([text('a', 'one')]);
  expect(quick.status).toBe('succeeded');
  expect((await engine.state(runId)).finishedAt).toBeNull();
  const state = await engine.ended(runId);
  expect(await engine.value(state.steps.get('notes')?.output)).toEqual({ text: '1,2,3,' });
  expect(state.steps.get('slow0')?.error).toMatchObject({
    kind: 'template',
    place: expect.stringContaining('with.template'),
  });
});
