import { expect, test } from 'vitest';
import { ApiError } from '../api-error.ts';
import { callsOf } from '../runs/run-calls.ts';
import { sendCalls } from './send-calls.ts';

const calls = () => {
  let key = 0;
  const ids = Array.from({ length: 120 }, (_, at) => String(at));
  return callsOf(ids, () => String(key++));
};
const done = ({ ids }: { ids: readonly string[] }) => ids.map((id) => ({ id, ok: true, status: 200 }));

test('after a lost answer it goes on with the same key, and every result is told once', async () => {
  const told: string[] = [];
  const sent: string[] = [];
  let reachable = false;
  const ways = {
    send: async (call: { key: string; ids: readonly string[] }) => {
      sent.push(call.key);
      if (call.key === '1' && !reachable) throw new ApiError(0, undefined);
      return done(call);
    },
    stopped: () => false,
    onResults: (results: readonly { id: string }[]) => told.push(...results.map(({ id }) => id)),
  };
  const first = await sendCalls(calls(), ways);
  expect(first.end).toBe('lost');
  reachable = true;
  expect((await sendCalls(first.left, ways)).end).toBe('done');
  expect(sent).toEqual(['0', '1', '1', '2']);
  expect(told).toEqual(Array.from({ length: 120 }, (_, at) => String(at)));
});

test('refused in the middle it goes on with what is left, and every result is told once', async () => {
  const told: string[] = [];
  const sent: string[] = [];
  let proven = false;
  const ways = {
    send: async (call: { key: string; ids: readonly string[] }) => {
      sent.push(call.key);
      if (call.key === '1' && !proven) throw new ApiError(422, { code: 'wrong_code', title: 'That code is wrong' });
      return done(call);
    },
    stopped: () => false,
    onResults: (results: readonly { id: string }[]) => told.push(...results.map(({ id }) => id)),
  };
  const first = await sendCalls(calls(), ways);
  expect(first).toMatchObject({ end: 'refused', left: [{ key: '1' }, { key: '2' }], error: { code: 'wrong_code' } });
  expect(told).toHaveLength(50);
  proven = true;
  expect(await sendCalls(first.left, ways)).toEqual({ end: 'done', left: [] });
  expect(sent).toEqual(['0', '1', '1', '2']);
  expect(told).toEqual(Array.from({ length: 120 }, (_, at) => String(at)));
});

test('it stops between two calls', async () => {
  let sent = 0;
  const send = async (call: { ids: readonly string[] }) => {
    sent += 1;
    return done(call);
  };
  const stopped = await sendCalls(calls(), { send, stopped: () => sent === 1, onResults: () => undefined });
  expect(stopped).toMatchObject({ end: 'stopped', left: [{ key: '1' }, { key: '2' }] });
});
