import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '#lib/server/auth/password.ts';
import type { TestPerson } from '../../../../test/api.ts';
import { everythingIn } from '../../../../test/doors/traces.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

const password = 'a long password';

let product: TestProduct;
let author: TestPerson;
let workflow: string;
let passwordHash: string;

beforeAll(async () => {
  product = await openProduct();
  author = await product.api.person('owner');
  passwordHash = await hashPassword(password);
  workflow = await product.workflow(author, [
    {
      id: 'notes',
      kind: 'template',
      with: { template: 'Notes' },
      gate: { placement: 'after', stepUp: true, quorum: 5, commentRequired: ['skip'] },
    },
  ]);
});
afterAll(() => product.close());
afterEach(() => product.api.db.pool.query('DELETE FROM throttle'));

const waiting = async (as: TestPerson) => product.gate(as, await product.start(author, workflow));
async function withPassword(): Promise<TestPerson> {
  const person = await product.api.person('reviewer');
  await product.api.db.pool.query('UPDATE app_user SET password_hash = $2 WHERE id = $1', [
    person.userId,
    passwordHash,
  ]);
  return person;
}
async function withSecondFactor() {
  const person = await withPassword();
  const path = '/api/v1/me/second-factor';
  const { body: offered } = await product.api.call('POST', path, { as: person, body: { password } });
  const code = (steps = 0) =>
    TOTP.generate({ secret: Secret.fromBase32(offered.key), timestamp: Date.now() + steps * 30_000 });
  const on = await product.api.call('POST', `${path}/confirm`, { as: person, body: { code: code() } });
  expect(on.status).toBe(200);
  await product.api.db.pool.query('UPDATE app_user SET totp_step = 1 WHERE id = $1', [person.userId]);
  return { person, code, recovery: on.body.codes as string[] };
}

test('letting it pass asks for the password again, stopping does not, and neither is kept', async () => {
  const person = await withPassword();
  const gate = await waiting(person);
  expect(gate.stepUp).toEqual({ asked: true, by: 'password', why: null });
  const without = await product.decide(person, gate, { action: 'approve' });
  expect(without).toMatchObject({
    status: 403,
    body: { code: 'step_up_required', errors: [{ path: 'proof.password' }] },
  });
  const wrong = await product.decide(person, gate, { action: 'approve', proof: { password: 'wrong' } });
  expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
  const right = await product.decide(person, gate, { action: 'approve', proof: { password } });
  expect(right).toMatchObject({ status: 200, body: { gate: { mine: { signed: true } } } });
  const { body } = await product.api.call('GET', `/api/v1/approvals/${gate.id}`, { as: person });
  expect(body.votes).toMatchObject([{ action: 'approve', steppedUp: true }]);
  const record = await product.api.call('GET', `/api/v1/audit?runId=${gate.runId}&action=gate`, { as: author });
  expect(record.body.items[0].details).toMatchObject({ steppedUp: true });
  expect(JSON.stringify(record.body)).not.toContain(password);
  expect((await product.decide(person, gate, { action: 'cancel' })).body.closed).toBe(true);
});

test('with a second factor a code counts and a password does not; each code once, but not for what was refused', async () => {
  const { person, code, recovery } = await withSecondFactor();
  const gate = await waiting(person);
  expect(gate.stepUp.by).toBe('code');
  const byPassword = await product.decide(person, gate, { action: 'approve', proof: { password } });
  expect(byPassword.body).toMatchObject({ code: 'step_up_required', errors: [{ path: 'proof.code' }] });
  const now = code();
  const before = await everythingIn(product.api.db);
  const silent = await product.decide(person, gate, { action: 'skip', proof: { code: now } });
  expect(silent.body.code).toBe('comment_required');
  expect(await everythingIn(product.api.db)).toBe(before);
  expect((await product.decide(person, gate, { action: 'approve', proof: { code: now } })).status).toBe(200);
  const other = await waiting(person);
  const again = await product.decide(person, other, { action: 'approve', proof: { code: now } });
  expect(again).toMatchObject({ status: 422, body: { code: 'wrong_code' } });
  const recovered = await product.decide(person, other, { action: 'approve', proof: { code: recovery[0] } });
  expect(recovered.status).toBe(200);
});

test('a key proves it as well; who has nothing to prove it with is told so', async () => {
  const person = await withPassword();
  const gate = await waiting(person);
  const key = await product.api.key(person, ['decide']);
  const body = { action: 'approve', digest: gate.digest, proof: { password } };
  const path = `/api/v1/approvals/${gate.id}/decisions`;
  expect((await product.api.call('POST', path, { key, body })).status).toBe(200);
  const nobody = await product.api.person('reviewer');
  const { stepUp } = await waiting(nobody);
  expect(stepUp).toMatchObject({ asked: true, by: null, why: expect.stringContaining('neither a password') });
  const told = await product.api.call('POST', path, { as: nobody, body });
  expect(told).toMatchObject({ status: 403, body: { code: 'step_up_required', fix: expect.any(String) } });
});

test('guesses are counted as at the sign-in, and one proof serves many decisions', async () => {
  const person = await withPassword();
  const gates = [await waiting(person), await waiting(person)];
  const bulk = (proof: object) =>
    product.api.call('POST', '/api/v1/approvals/bulk', {
      as: person,
      body: { decisions: gates.map(({ id, digest }) => ({ id, digest, action: 'approve' })), proof },
    });
  const none = await bulk({});
  expect(none.body.results).toMatchObject([{ code: 'step_up_required' }, { code: 'step_up_required' }]);
  expect((await bulk({ password })).body.results).toMatchObject([{ ok: true }, { ok: true }]);
  for (let guess = 0; guess < 8; guess++) expect((await bulk({ password: `guess ${guess}` })).status).toBe(401);
  expect((await bulk({ password })).status).toBe(429);
  const single = await product.decide(person, gates[0]!, { action: 'approve', proof: { password } });
  expect(single).toMatchObject({ status: 429, body: { code: 'too_many_requests' } });
});

test('many decisions go in several calls: a code serves for one of them, and the next wants the next code', async () => {
  const { person, code, recovery } = await withSecondFactor();
  const [one, two] = [await waiting(person), await waiting(person)];
  const bulk = ({ id, digest }: typeof one, proof: object) =>
    product.api.call('POST', '/api/v1/approvals/bulk', {
      as: person,
      body: { decisions: [{ id, digest, action: 'approve' }], proof },
    });
  const now = code();
  expect((await bulk(one, { code: now })).body.results).toMatchObject([{ ok: true }]);
  expect(await bulk(two, { code: now })).toMatchObject({ status: 422, body: { code: 'wrong_code' } });
  expect((await bulk(two, { code: recovery[0] })).body.results).toMatchObject([{ ok: true }]);
});
