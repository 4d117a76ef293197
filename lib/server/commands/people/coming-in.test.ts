import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { sessionCookieName } from '#lib/server/auth/cookies.ts';
import { secretHash } from '#lib/server/auth/secret.ts';
import { sessionToken } from '#lib/server/auth/session-token.ts';
import { signIn, signOut } from '#lib/server/auth/sign-in.ts';
import { serverConfig } from '#lib/server/config.ts';
import { openApi, type TestApi, type TestPerson } from '../../../../test/api.ts';
import { offerSetup } from './offer-setup.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());
afterEach(() => api.db.pool.query('DELETE FROM throttle'));

const browser = { address: '192.0.2.1', agent: 'test' };
const refusal = (code: string) => expect.objectContaining({ code });

describe('set-up', () => {
  let tokens: string[];
  const post = (token: string, email = 'first@example.org') =>
    api.call('POST', '/api/v1/setup', {
      body: { token, name: 'First', email, password: 'a long password', workspace: 'Our Place' },
    });

  test('needs the newest link, and of many at once one succeeds', async () => {
    expect((await api.call('GET', '/api/v1/setup')).body).toEqual({ needed: true });
    const links = [await offerSetup(serverConfig()), await offerSetup(serverConfig())];
    tokens = links.map((link) => new URL(link ?? '').searchParams.get('token') ?? '');
    const [old, token] = tokens;
    expect(links[1]).toMatch(/^http:\/\/127\.0\.0\.1:3000\/set-up\?token=/);
    expect((await post(old ?? '')).body.code).toBe('forbidden');
    const answers = await Promise.all([1, 2, 3, 4].map((each) => post(token ?? '', `first${each}@example.org`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 201)?.body.workspace).toEqual({
      slug: 'our-place',
      name: 'Our Place',
    });
    const { rows } = await api.db.pool.query(
      `SELECT w.self_approval, m.role, e.action, (SELECT count(*)::int FROM app_user) AS users
         FROM workspace w JOIN member m ON m.workspace_id = w.id JOIN audit_entry e ON e.workspace_id = w.id
        WHERE w.slug = 'our-place'`,
    );
    expect(rows).toEqual([{ self_approval: 'marked', role: 'owner', action: 'workspace.created', users: 1 }]);
  });

  test('cannot run twice, nor be offered again: with no token, old or spent, and not after a restart', async () => {
    const again = async () => {
      expect((await api.call('GET', '/api/v1/setup')).body).toEqual({ needed: false });
      for (const token of ['anything', ...tokens]) expect((await post(token)).body.code).toBe('setup_done');
    };
    await again();
    expect(await offerSetup(serverConfig())).toBeNull();
    // As a process that starts anew: this one remembers that set-up is done.
    vi.resetModules();
    const fresh = await import('./offer-setup.ts');
    expect(await fresh.offerSetup(serverConfig())).toBeNull();
    await again();
    const { rows } = await api.db.pool.query('SELECT count(*)::int AS users FROM app_user');
    expect(rows).toEqual([{ users: 1 }]);
  });

  test('is not done a second time by two processes that both still take it for open', async () => {
    await api.db.pool.query(`UPDATE installation SET setup_done_at = NULL, setup_token_hash = $1`, [
      secretHash('again'),
    ]);
    vi.resetModules();
    const { setUp } = await import('./set-up.ts');
    vi.resetModules();
    const { setUp: elsewhere } = await import('./set-up.ts');
    const given = { token: 'again', name: 'Second', password: 'a long password', workspace: 'Other Place' };
    const tries = await Promise.allSettled([
      setUp({ ...given, email: 'second@example.org' }, null),
      elsewhere({ ...given, email: 'third@example.org' }, null),
    ]);
    const codes = tries.map((each) => (each.status === 'rejected' ? each.reason.code : 'made')).sort();
    expect(codes).toEqual(['made', 'setup_done']);
  });
});

describe('invitations', () => {
  let owner: TestPerson;
  let count = 0;
  beforeAll(async () => {
    owner = await api.person('owner');
  });
  const invite = async (email: string, role = 'reviewer') => {
    const { body } = await api.call('POST', '/api/v1/invitations', { as: owner, body: { email, role } });
    return { id: body.id as string, token: String(body.link).split('/').at(-1) ?? '' };
  };
  const accept = (token: string, body: object, as?: TestPerson) =>
    api.call('POST', `/api/v1/invitations/${token}/accept`, { body, as });
  const someone = () => `invited-${count++}@example.org`;
  const account = { name: 'Invited', password: 'a long password' };

  test('show what they offer, make the account once and are spent then', async () => {
    const email = someone();
    const { token } = await invite(email);
    expect((await api.call('GET', `/api/v1/invitations/${token}`)).body).toEqual({
      email,
      role: 'reviewer',
      workspace: expect.stringContaining('Workspace'),
      invitedBy: expect.any(String),
      accountExists: false,
    });
    expect((await accept(token, { name: 'Invited', password: 'short' })).body.errors[0].path).toBe('password');
    const answers = await Promise.all([1, 2, 3].map(() => accept(token, account)));
    expect(answers.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1);
    expect((await accept(token, account)).body.code).toBe('invitation_spent');
    expect((await api.call('GET', `/api/v1/invitations/${token}`)).status).toBe(410);
    expect((await signIn({ email, password: account.password }, browser)).sessionId).toBeTruthy();
  });

  test('of an existing account need its password or its session, never the link alone', async () => {
    const email = someone();
    await accept((await invite(email)).token, account);
    const elsewhere = await api.person('owner', { workspaceId: await api.workspace() });
    const { body } = await api.call('POST', '/api/v1/invitations', { as: elsewhere, body: { email, role: 'editor' } });
    const token = String(body.link).split('/').at(-1) ?? '';
    expect((await accept(token, { ...account, password: 'something else' })).body.code).toBe('wrong_credentials');
    expect((await accept(token, {}, owner)).body.code).toBe('conflict');
    expect((await accept(token, { password: account.password })).status).toBe(201);
  });

  test('are joined as the person who is signed in', async () => {
    const person = await api.person('viewer', { workspaceId: await api.workspace() });
    const { token } = await invite(person.email);
    expect((await accept(token, {}, person)).status).toBe(201);
  });

  test('end when withdrawn, when expired and when a newer one is made', async () => {
    const email = someone();
    const [first, second] = [await invite(email), await invite(email)];
    expect((await accept(first.token, account)).body.code).toBe('invitation_spent');
    expect((await api.call('DELETE', `/api/v1/invitations/${second.id}`, { as: owner })).status).toBe(204);
    expect((await accept(second.token, account)).body.code).toBe('invitation_spent');
    const third = await invite(email);
    await api.db.pool.query(`UPDATE invitation SET expires_at = now() - interval '1 s' WHERE id = $1`, [third.id]);
    expect((await accept(third.token, account)).body.code).toBe('invitation_spent');
    const { body } = await api.call('GET', '/api/v1/invitations', { as: owner });
    expect(body.items.slice(0, 3).map(({ status }: { status: string }) => status)).toEqual([
      'expired',
      'revoked',
      'revoked',
    ]);
    expect(JSON.stringify(body)).not.toContain('link');
  });

  test('give nothing that their maker could not give any more', async () => {
    const admin = await api.person('admin');
    const email = someone();
    const { body } = await api.call('POST', '/api/v1/invitations', { as: admin, body: { email, role: 'admin' } });
    await api.call('PATCH', `/api/v1/members/${admin.memberId}`, { as: owner, body: { role: 'editor' } });
    expect((await accept(String(body.link).split('/').at(-1) ?? '', account)).body.code).toBe('invitation_spent');
  });

  test('of an unknown token are not found', async () => {
    expect((await accept('x'.repeat(43), account)).status).toBe(404);
  });
});

describe('signing in', () => {
  const password = 'a long password';
  let email: string;
  let count = 0;
  const cookieOf = async () => {
    const { userId, sessionId } = await signIn({ email, password }, browser);
    const cookie = `${sessionCookieName()}=${await sessionToken(sessionId, userId)}`;
    return { memberId: '', userId, email, sessionId, cookie } satisfies TestPerson;
  };
  beforeAll(async () => {
    const owner = await api.person('owner');
    email = `signing-in-${count++}@example.org`;
    await api.call('POST', '/api/v1/members', { as: owner, body: { email, name: 'S', password, role: 'editor' } });
  });

  test('needs the right password and does not tell whether there is an account', async () => {
    for (const given of [
      { email, password: 'wrong' },
      { email: 'nobody@example.org', password },
      null,
      { email: '\0' },
    ])
      await expect(signIn(given, browser)).rejects.toEqual(refusal('wrong_credentials'));
    expect((await signIn({ email: ` ${email.toUpperCase()}`, password }, browser)).sessionId).toBeTruthy();
  });

  test('is throttled after many failures, also at the same time, and says for how long', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 12 }, () => signIn({ email, password: 'wrong' }, browser)),
    );
    const codes = tries.map((each) => (each.status === 'rejected' ? each.reason.code : 'in'));
    expect(codes.filter((code) => code === 'wrong_credentials')).toHaveLength(8);
    await expect(signIn({ email, password }, browser)).rejects.toMatchObject({
      code: 'too_many_requests',
      details: { headers: { 'retry-after': expect.stringMatching(/^\d+$/) } },
    });
    // From elsewhere the person themselves still comes in.
    expect((await signIn({ email, password }, { ...browser, address: '192.0.2.9' })).sessionId).toBeTruthy();
  });

  test('a revoked session is nobody', async () => {
    const [here, there] = [await cookieOf(), await cookieOf()];
    const { body } = await api.call('GET', '/api/v1/sessions', { as: here });
    expect(body.items.filter(({ current }: { current: boolean }) => current)).toMatchObject([{ id: here.sessionId }]);
    expect((await api.call('DELETE', `/api/v1/sessions/${there.sessionId}`, { as: here })).status).toBe(204);
    expect((await api.call('GET', '/api/v1/me', { as: there })).status).toBe(401);
    expect((await api.call('GET', '/api/v1/me', { as: here })).status).toBe(200);
  });

  test('signing out everywhere else leaves this session and the sessions of others', async () => {
    const [here, there, other] = [await cookieOf(), await cookieOf(), await api.person('viewer')];
    const { body } = await api.call('POST', '/api/v1/sessions/revoke-others', { as: here });
    expect(body.ended).toBeGreaterThan(0);
    const statuses = [here, there, other].map(async (as) => (await api.call('GET', '/api/v1/me', { as })).status);
    expect(await Promise.all(statuses)).toEqual([200, 401, 200]);
    expect((await api.call('POST', '/api/v1/sessions/revoke-others', { as: here })).body).toEqual({ ended: 0 });
    const { rows } = await api.db.pool.query(`SELECT count(*)::int FROM audit_entry WHERE action = $1`, [
      'session.othersRevoked',
    ]);
    expect(rows).toEqual([{ count: 1 }]);
  });

  test('signing out ends the session, and both stand in the record', async () => {
    const here = await cookieOf();
    await signOut(here.sessionId);
    await signOut(here.sessionId);
    expect((await api.call('GET', '/api/v1/me', { as: here })).status).toBe(401);
    const { rows } = await api.db.pool.query('SELECT action FROM audit_entry WHERE resource_id = $1 ORDER BY seq', [
      here.sessionId,
    ]);
    expect(rows.map(({ action }) => action)).toEqual(['session.started', 'session.revoked']);
  });

  test("another person's session cannot be revoked", async () => {
    const [mine, other] = [await cookieOf(), await api.person('viewer')];
    expect((await api.call('DELETE', `/api/v1/sessions/${other.sessionId}`, { as: mine })).status).toBe(404);
  });

  test('a new password needs the old one and ends the other sessions', async () => {
    const [here, there] = [await cookieOf(), await cookieOf()];
    const patch = (currentPassword: string) =>
      api.call('PATCH', '/api/v1/me', { as: here, body: { currentPassword, newPassword: 'another long one' } });
    expect((await patch('wrong')).body.code).toBe('wrong_credentials');
    expect((await patch(password)).status).toBe(200);
    expect((await api.call('GET', '/api/v1/me', { as: there })).status).toBe(401);
    expect((await api.call('GET', '/api/v1/me', { as: here })).status).toBe(200);
    await expect(signIn({ email, password }, browser)).rejects.toEqual(refusal('wrong_credentials'));
  });

  test('a made-up time zone is refused', async () => {
    const person = await api.person('viewer');
    const patch = (timeZone: string) => api.call('PATCH', '/api/v1/me', { as: person, body: { timeZone } });
    expect((await patch('Mars/Olympus')).body.errors[0].path).toBe('timeZone');
    expect((await patch('Europe/Berlin')).body.user.timeZone).toBe('Europe/Berlin');
  });
});

test('an owner named in the environment is made at the start, with a key in a file for the operator alone', async () => {
  await api.db.pool.query('UPDATE installation SET setup_done_at = NULL');
  const dataDir = mkdtempSync(join(tmpdir(), 'people-'));
  const config = { ...serverConfig(), dataDir, admin: { email: 'Boss@example.org', password: 'from outside' } };
  // As a process that starts anew: this one remembers that set-up is done.
  vi.resetModules();
  const fresh = await import('./offer-setup.ts');
  expect(await fresh.offerSetup(config)).toBeNull();
  const file = join(dataDir, 'admin-key');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { body } = await api.call('GET', '/api/v1/me', { key: readFileSync(file, 'utf8').trim() });
  expect([body.user.email, body.member.role]).toEqual(['boss@example.org', 'owner']);
  rmSync(dataDir, { recursive: true });
});
