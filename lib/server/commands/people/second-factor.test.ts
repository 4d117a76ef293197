import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '#lib/server/auth/password.ts';
import { signIn } from '#lib/server/auth/sign-in.ts';
import { openApi, type TestApi, type TestPerson } from '../../../../test/api.ts';

const path = '/api/v1/me/second-factor';
const password = 'a long password';
const browser = { address: '192.0.2.1', agent: 'test' };

let api: TestApi;
let owner: TestPerson;
let passwordHash: string;
beforeAll(async () => {
  api = await openApi();
  owner = await api.person('owner');
  passwordHash = await hashPassword(password);
});
afterAll(() => api.close());
afterEach(() => api.db.pool.query('DELETE FROM throttle'));

/** What an authenticator app shows `steps` of 30 s from now. */
const codeOf = (key: string, steps = 0) =>
  TOTP.generate({ secret: Secret.fromBase32(key), timestamp: Date.now() + steps * 30_000 });

interface Protected {
  person: TestPerson;
  key: string;
  recovery: string[];
}

async function somebody(): Promise<TestPerson> {
  const person = await api.person('editor');
  await api.db.pool.query('UPDATE app_user SET password_hash = $2 WHERE id = $1', [person.userId, passwordHash]);
  return person;
}

async function protectedPerson(): Promise<Protected> {
  const person = await somebody();
  const { body: offered } = await api.call('POST', path, { as: person, body: { password } });
  const confirmed = await api.call('POST', `${path}/confirm`, { as: person, body: { code: codeOf(offered.key) } });
  expect(confirmed.status).toBe(200);
  return { person, key: offered.key, recovery: confirmed.body.codes };
}

/** As if the last code had been long ago. */
const later = ({ person }: Protected) =>
  api.db.pool.query('UPDATE app_user SET totp_step = 1 WHERE id = $1', [person.userId]);

const enter = (person: TestPerson, code?: string, given = password) =>
  signIn({ email: person.email, password: given, ...(code === undefined ? {} : { code }) }, browser);
const outcome = (tried: Promise<unknown>) =>
  tried.then(
    () => 'in',
    (error: { code?: string }) => error.code,
  );

test('it is offered for the password, on once a code is confirmed, and asked for at the next sign-in', async () => {
  const person = await somebody();
  const state = async () => (await api.call('GET', path, { as: person })).body;
  expect((await api.call('POST', path, { as: person, body: { password: 'wrong' } })).body.code).toBe(
    'wrong_credentials',
  );
  expect((await api.call('POST', `${path}/confirm`, { as: person, body: { code: '123456' } })).body.code).toBe(
    'conflict',
  );
  const { status, body } = await api.call('POST', path, { as: person, body: { password } });
  expect(status).toBe(201);
  expect(new URL(body.address).searchParams.get('secret')).toBe(body.key);
  expect(await state()).toEqual({ since: null, recoveryCodesLeft: 0, hasPassword: true });
  expect(await outcome(enter(person))).toBe('in');
  const confirm = (code: string) => api.call('POST', `${path}/confirm`, { as: person, body: { code } });
  expect((await confirm(codeOf(body.key, -4))).body.code).toBe('wrong_code');
  const { body: confirmed } = await confirm(codeOf(body.key));
  expect(new Set(confirmed.codes).size).toBe(10);
  expect(await state()).toEqual({ since: expect.any(String), recoveryCodesLeft: 10, hasPassword: true });
  expect(await outcome(enter(person))).toBe('second_factor_required');
  expect(await outcome(enter(person, ''))).toBe('second_factor_required');
  expect((await api.call('POST', path, { as: person, body: { password } })).body.code).toBe('conflict');
  const { rows } = await api.db.pool.query('SELECT totp_sealed, recovery FROM app_user WHERE id = $1', [person.userId]);
  expect(JSON.stringify(rows)).not.toMatch(new RegExp([body.key, ...confirmed.codes].join('|')));
});

test('only whoever has the password learns that there is one', async () => {
  const { person, key } = await protectedPerson();
  for (const code of [undefined, '000000', codeOf(key, 1)])
    expect(await outcome(enter(person, code, 'wrong'))).toBe('wrong_credentials');
});

test('a code holds one step around now, works once, and none before it works afterwards', async () => {
  const known = await protectedPerson();
  const { person, key } = known;
  await later(known);
  for (const steps of [-3, 3]) expect(await outcome(enter(person, codeOf(key, steps)))).toBe('wrong_code');
  const [before, next] = [codeOf(key), codeOf(key, 1)];
  expect(await outcome(enter(person, `${next.slice(0, 3)} ${next.slice(3)}`))).toBe('in');
  for (const code of [next, before]) expect(await outcome(enter(person, code))).toBe('wrong_code');
});

test('of many with the same code at the same time one comes in', async () => {
  const known = await protectedPerson();
  await later(known);
  const code = codeOf(known.key);
  const tries = await Promise.all(Array.from({ length: 6 }, () => outcome(enter(known.person, code))));
  expect(tries.sort()).toEqual(['in', ...Array(5).fill('wrong_code')]);
  const [recovery = ''] = known.recovery;
  await api.db.pool.query('DELETE FROM throttle');
  const again = await Promise.all(Array.from({ length: 6 }, () => outcome(enter(known.person, recovery))));
  expect(again.sort()).toEqual(['in', ...Array(5).fill('wrong_code')]);
});

test('a recovery code comes in once, however it is typed, and is counted', async () => {
  const { person, recovery } = await protectedPerson();
  const [first = '', second = ''] = recovery;
  expect(await outcome(enter(person, ` ${first.toUpperCase().replaceAll('-', ' ')}`))).toBe('in');
  expect(await outcome(enter(person, first))).toBe('wrong_code');
  expect(await outcome(enter(person, second))).toBe('in');
  expect((await api.call('GET', path, { as: person })).body.recoveryCodesLeft).toBe(8);
});

test('guessing is throttled, also with the right password, and also through the account’s own pages', async () => {
  const { person, key } = await protectedPerson();
  const tries = await Promise.all(Array.from({ length: 10 }, (_, each) => outcome(enter(person, `00000${each}`))));
  expect(tries.filter((each) => each === 'too_many_requests').length).toBeGreaterThanOrEqual(2);
  expect(await outcome(enter(person, codeOf(key, 1)))).toBe('too_many_requests');
  const other = await protectedPerson();
  const asked = () => api.call('POST', `${path}/recovery-codes`, { as: other.person, body: { code: '000000' } });
  const answers = await Promise.all(Array.from({ length: 10 }, asked));
  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(2);
});

test('new recovery codes need a code and end the old ones', async () => {
  const { person, key, recovery } = await protectedPerson();
  const made = (code: string) => api.call('POST', `${path}/recovery-codes`, { as: person, body: { code } });
  expect((await made('000000')).body.code).toBe('wrong_code');
  const { body } = await made(codeOf(key, 1));
  expect(await outcome(enter(person, recovery[0]))).toBe('wrong_code');
  expect(await outcome(enter(person, body.codes[0]))).toBe('in');
});

test('it is turned off with password and code, and with nothing less', async () => {
  const { person, recovery } = await protectedPerson();
  const [code = ''] = recovery;
  const remove = (body: object) => api.call('DELETE', path, { as: person, body });
  expect((await remove({ password })).status).toBe(400);
  expect((await remove({ code })).body.code).toBe('wrong_credentials');
  expect((await remove({ password: 'wrong', code })).body.code).toBe('wrong_credentials');
  expect((await remove({ password, code: '000000' })).body.code).toBe('wrong_code');
  expect((await remove({ password, code })).status).toBe(204);
  expect(await outcome(enter(person))).toBe('in');
  expect((await remove({ password, code })).body.code).toBe('conflict');
  const { rows } = await api.db.pool.query(
    `SELECT action FROM audit_entry WHERE actor_id = $1 AND action LIKE 'account.%' ORDER BY seq`,
    [person.memberId],
  );
  expect(rows.map(({ action }) => action)).toEqual(['account.secondFactorOn', 'account.secondFactorOff']);
});

test('an account without a password shows a code alone; a key of the API shows nothing and changes nothing', async () => {
  const person = await api.person('viewer');
  const { body } = await api.call('POST', path, { as: person, body: {} });
  const { body: made } = await api.call('POST', `${path}/confirm`, { as: person, body: { code: codeOf(body.key) } });
  expect((await api.call('DELETE', path, { as: person, body: { code: made.codes[0] } })).status).toBe(204);
  const key = await api.key(person, ['admin']);
  for (const method of ['GET', 'POST', 'DELETE'])
    expect((await api.call(method, path, { key, body: method === 'GET' ? undefined : {} })).status).toBe(403);
});

test('an invitation of an account needs the code as well, or a session', async () => {
  const known = await protectedPerson();
  const { person, recovery } = known;
  const elsewhere = await api.person('owner', { workspaceId: await api.workspace() });
  const { body } = await api.call('POST', '/api/v1/invitations', {
    as: elsewhere,
    body: { email: person.email, role: 'viewer' },
  });
  const accept = (given: object) =>
    api.call('POST', `/api/v1/invitations/${String(body.link).split('/').at(-1)}/accept`, { body: given });
  expect((await accept({ password: 'wrong', code: recovery[0] })).body.code).toBe('wrong_credentials');
  expect((await accept({ password })).body.code).toBe('second_factor_required');
  expect((await accept({ password, code: '000000' })).body.code).toBe('wrong_code');
  expect((await accept({ password, code: recovery[0] })).status).toBe(201);
});

test('an owner takes it away from a member who lost it; the member’s sessions end', async () => {
  const { person } = await protectedPerson();
  const admin = await api.person('admin');
  const clear = (as: TestPerson, id = person.memberId) =>
    api.call('DELETE', `/api/v1/members/${id}/second-factor`, { as });
  const told = async (as: TestPerson) => {
    const { body } = await api.call('GET', '/api/v1/members?limit=200', { as });
    return body.items.find(({ id }: { id: string }) => id === person.memberId).secondFactor;
  };
  expect([await told(owner), await told(admin)]).toEqual([true, undefined]);
  const stranger = await api.person('owner', { workspaceId: await api.workspace() });
  expect((await clear(admin)).status).toBe(403);
  expect((await clear(stranger)).status).toBe(404);
  expect((await clear(owner, owner.memberId)).body.code).toBe('conflict');
  expect((await clear(owner)).status).toBe(204);
  expect((await clear(owner)).body.code).toBe('conflict');
  expect((await api.call('GET', '/api/v1/me', { as: person })).status).toBe(401);
  expect(await outcome(enter(person))).toBe('in');
});

test('an owner of one workspace does not touch the account of somebody who is in another one, too', async () => {
  const { person } = await protectedPerson();
  const other = await api.workspace();
  const join = (userId: string, role: string) =>
    api.db.pool.query('INSERT INTO member (id, workspace_id, user_id, role) VALUES ($1, $2, $3, $4)', [
      `${other} ${userId}`,
      other,
      userId,
      role,
    ]);
  await join(person.userId, 'viewer');
  const clear = () => api.call('DELETE', `/api/v1/members/${person.memberId}/second-factor`, { as: owner });
  expect((await clear()).status).toBe(403);
  await join(owner.userId, 'owner');
  expect((await clear()).status).toBe(204);
});

test('a key of the installation that was lost leaves the recovery codes', async () => {
  const { person, key, recovery } = await protectedPerson();
  await api.db.pool.query(`UPDATE app_user SET totp_sealed = 'v1.another1.AAAA' WHERE id = $1`, [person.userId]);
  expect(await outcome(enter(person, codeOf(key, 1)))).toBe('wrong_code');
  expect(await outcome(enter(person, recovery[0]))).toBe('in');
});
