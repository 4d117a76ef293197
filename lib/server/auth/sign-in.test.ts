import { verify } from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { errorAnswer } from '#lib/server/http/problem.ts';
import { openApi, type TestApi, type TestPerson } from '../../../test/api.ts';
import { hashPassword } from './password.ts';
import { signIn } from './sign-in.ts';

vi.mock('@node-rs/argon2', { spy: true });

let api: TestApi;
let known: TestPerson;
let disabled: TestPerson;
let withoutPassword: TestPerson;
beforeAll(async () => {
  api = await openApi();
  [known, disabled, withoutPassword] = [
    await api.person('owner'),
    await api.person('viewer'),
    await api.person('viewer'),
  ];
  const { pool } = api.db;
  const hash = await hashPassword('a long password');
  await pool.query('UPDATE app_user SET password_hash = $1 WHERE id = ANY($2)', [
    hash,
    [known.userId, disabled.userId],
  ]);
  await pool.query('UPDATE app_user SET disabled_at = now() WHERE id = $1', [disabled.userId]);
});
afterAll(() => api.close());
beforeEach(() => api.db.pool.query('DELETE FROM throttle'));

/** The whole answer to a sign-in from the same place, and how often a password was hashed and compared for it. */
async function answerTo(email: string, given: object = {}) {
  vi.mocked(verify).mockClear();
  const browser = { address: '192.0.2.1', agent: 'test' };
  const refusal: unknown = await signIn({ email, password: 'not the one', ...given }, browser).then(
    () => 'came in',
    (error: unknown) => error,
  );
  const { status, headers, body } = errorAnswer(refusal, 'the request');
  const compared = vi.mocked(verify).mock.calls.map(([hash]) => String(hash).split('$').slice(0, 4).join('$'));
  return { status, headers, body, compared };
}

test('an address without an account gets the answer of one with an account, byte for byte, for the same work', async () => {
  const expected = await answerTo(known.email);
  expect(expected.status).toBe(401);
  expect(expected.compared).toEqual(['$argon2id$v=19$m=19456,t=2,p=1']);
  for (const email of ['nobody@example.org', disabled.email, withoutPassword.email]) {
    expect(await answerTo(email)).toEqual(expected);
    expect(await answerTo(email, { code: '123456' })).toEqual(expected);
  }
});

test('both run out of attempts at the same time, with the same words', async () => {
  const outcomes = async (email: string) => {
    await api.db.pool.query('DELETE FROM throttle');
    const statuses: number[] = [];
    for (let each = 0; each < 10; each++) statuses.push((await answerTo(email)).status);
    return { statuses, rows: (await api.db.pool.query('SELECT points FROM throttle ORDER BY points')).rows };
  };
  const expected = await outcomes(known.email);
  expect(expected.statuses).toEqual([...Array(8).fill(401), 429, 429]);
  expect(await outcomes('nobody@example.org')).toEqual(expected);
});
