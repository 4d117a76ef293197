import { expect, test } from 'vitest';
import { ApiError } from '../api-error.ts';
import { type BulkDecision, type BulkQueue, type BulkResult, sendInChunks } from './send-in-chunks.ts';

const decisions = (count: number): BulkDecision[] =>
  Array.from({ length: count }, (_, at) => ({ id: `g${at}`, action: 'approve', digest: 'd' }));
const fine = (sent: readonly BulkDecision[]): BulkResult[] => sent.map(({ id }) => ({ id, ok: true, status: 200 }));
const queueOf = (count: number): BulkQueue => ({ waiting: decisions(count), uncertain: new Set() });

function harness(send: (sent: readonly BulkDecision[], call: number) => Promise<readonly BulkResult[]>) {
  const calls: number[] = [];
  const results: BulkResult[] = [];
  const own = new Set<string>();
  return {
    calls,
    results,
    own,
    stop: false,
    go(queue: BulkQueue) {
      return sendInChunks(queue, {
        send: (sent) => {
          calls.push(sent.length);
          return send(sent, calls.length);
        },
        isOwn: async (id) => own.has(id),
        stopped: () => this.stop,
        onResults: (more) => results.push(...more),
      });
    },
  };
}

test('no call carries more than a hundred, and every result is told once', async () => {
  const run = harness(async (sent) => fine(sent));
  expect(await run.go(queueOf(230))).toMatchObject({ end: 'done' });
  expect(run.calls).toEqual([100, 100, 30]);
  expect(new Set(run.results.map(({ id }) => id)).size).toBe(230);
});

test('stopping ends it between two calls and keeps what is left', async () => {
  const run = harness(async (sent) => {
    run.stop = true;
    return fine(sent);
  });
  const { end, left } = await run.go(queueOf(150));
  expect(end).toBe('stopped');
  expect(left.waiting).toHaveLength(50);
});

test('a lost answer loses nothing: what had arrived counts as decided when it is sent again', async () => {
  const run = harness(async (sent, call) => {
    if (call === 2) {
      run.own.add('g100');
      throw new ApiError(0, undefined);
    }
    return call === 1 ? fine(sent) : sent.map(({ id }) => ({ id, ok: false, status: 409, code: 'gate_closed' }));
  });
  const first = await run.go(queueOf(102));
  expect(first).toMatchObject({ end: 'lost' });
  expect(run.results).toHaveLength(100);
  expect(await run.go(first.left)).toMatchObject({ end: 'done' });
  expect(run.results.slice(100).map(({ id, ok }) => [id, ok])).toEqual([
    ['g100', true],
    ['g101', false],
  ]);
});

test('a refusal of a later call leaves what was not done, and what is not known of it', async () => {
  const run = harness(async (sent, call) => {
    if (call === 2) throw new ApiError(0, undefined);
    if (call === 3) throw new ApiError(401, { code: 'wrong_credentials', title: 'E-mail or password is wrong' });
    return fine(sent);
  });
  const lost = await run.go(queueOf(250));
  const refused = await run.go(lost.left);
  expect(refused).toMatchObject({ end: 'refused', error: { code: 'wrong_credentials' } });
  expect([refused.left.waiting.length, refused.left.uncertain.size]).toEqual([150, 100]);
  expect(await run.go(refused.left)).toMatchObject({ end: 'done' });
  expect(run.calls).toEqual([100, 100, 100, 100, 50]);
  expect(new Set(run.results.map(({ id }) => id)).size).toBe(250);
  expect(run.results).toHaveLength(250);
});
