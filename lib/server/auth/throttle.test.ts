import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openApi, type TestApi } from '../../../test/api.ts';
import { attempt, placeOf } from './throttle.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());
afterEach(() => api.db.pool.query('DELETE FROM throttle'));

const outcome = (tried: Promise<unknown>) =>
  tried.then(
    () => 'let through',
    (error: { code?: string }) => error.code,
  );
const times = (count: number, tried: (each: number) => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, (_, each) => outcome(tried(each))));
const letThrough = (outcomes: unknown[]) => outcomes.filter((each) => each === 'let through').length;

test('attempts count together in all processes, and a process that starts anew goes on counting', async () => {
  vi.resetModules();
  const other = await import('./throttle.ts');
  const tries = await times(12, (each) => (each % 2 ? attempt : other.attempt)('one@example.org', '192.0.2.1'));
  expect(letThrough(tries)).toBe(8);
  vi.resetModules();
  const fresh = await import('./throttle.ts');
  expect(await outcome(fresh.attempt('one@example.org', '192.0.2.1'))).toBe('too_many_requests');
  expect(await outcome(attempt('one@example.org', '192.0.2.2'))).toBe('let through');
});

test('addresses of one IPv6 network count as one; an IPv4 address in IPv6 form is itself', async () => {
  expect(placeOf('2001:db8:1:2:3:4:5:6')).toBe(placeOf('2001:db8:1:2:ffff::1'));
  expect(placeOf('2001:db8:1:2::1')).not.toBe(placeOf('2001:db8:1:3::1'));
  expect(placeOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect([placeOf(null), placeOf('somewhere')]).toEqual(['unknown', 'unknown']);
  const tries = await times(12, (each) => attempt('two@example.org', `2001:db8::${each + 1}`));
  expect(letThrough(tries)).toBe(8);
});

test('one address runs out over many accounts, and cannot lock an account for everybody else', async () => {
  expect(letThrough(await times(70, (each) => attempt(`${each}@example.org`, '192.0.2.1')))).toBe(60);
  for (let round = 0; round < 20; round++) await outcome(attempt('victim@example.org', '192.0.2.3'));
  const { rows } = await api.db.pool.query(`SELECT max(points) AS most FROM throttle WHERE key LIKE 'account:%'`);
  expect(rows).toEqual([{ most: 8 }]);
});

test('an account runs out over many addresses, sooner for codes than for passwords', async () => {
  const from = (each: number) => `192.0.2.${each}`;
  expect(letThrough(await times(110, (each) => attempt('three@example.org', from(each))))).toBe(100);
  expect(letThrough(await times(30, (each) => attempt('three@example.org', from(each), 'code')))).toBe(20);
});

test('a success gives back what it counted', async () => {
  for (let round = 0; round < 12; round++) await (await attempt('four@example.org', '192.0.2.1')).forgive();
  const { rows } = await api.db.pool.query('SELECT points FROM throttle');
  expect(rows).toEqual([{ points: 0 }, { points: 0 }]);
});

test('neither accounts nor addresses can be read in what is kept', async () => {
  await attempt('readable@example.org', '192.0.2.77');
  const { rows } = await api.db.pool.query('SELECT key FROM throttle ORDER BY key');
  expect(rows.map(({ key }) => key.replace(/[\w-]{43}$/, '…'))).toEqual(['account:…', 'address:…', 'pair:…']);
});

test('nobody is let through while attempts cannot be counted', async () => {
  const query = vi.spyOn(api.db.pool, 'query').mockRejectedValue(Object.assign(new Error('gone'), { code: '57P01' }));
  expect(await outcome(attempt('five@example.org', '192.0.2.1'))).toBe('unavailable');
  query.mockRestore();
});
