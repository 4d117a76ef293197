import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { signIn } from '#lib/server/auth/sign-in.ts';
import { openApi, type TestApi, type TestPerson } from '../../../../test/api.ts';
import { type MailServer, openMailServer } from '../../../../test/mail-server.ts';
import { makeOperatorsLink } from './make-operators-link.ts';

let api: TestApi;
let server: MailServer;
let owner: TestPerson;
beforeAll(async () => {
  server = await openMailServer();
  process.env.SMTP_URL = server.url;
  process.env.MAIL_FROM = 'flows@example.org';
  api = await openApi();
  owner = await api.person('owner');
});
afterAll(async () => {
  await api.close();
  await server.close();
});
beforeEach(() => api.db.pool.query('DELETE FROM throttle'));

const password = 'a new long password';
const browser = { address: '192.0.2.1', agent: 'test' };
const tokenIn = (text: string | undefined) => /reset-password\/([\w-]{43})/.exec(text ?? '')?.[1] ?? '';
const ask = (email: string) => api.call('POST', '/api/v1/password-resets', { body: { email } });
const set = (token: string, given = password) =>
  api.call('POST', `/api/v1/password-resets/${token}`, { body: { password: given } });
const linkFor = (member: TestPerson, as = owner) =>
  api.call('POST', `/api/v1/members/${member.memberId}/password-link`, { as });
const entriesOf = async (action: string, workspaceId = api.workspaceId) => {
  const { rows } = await api.db.pool.query(
    'SELECT body::jsonb AS entry FROM audit_entry WHERE action = $1 AND workspace_id = $2 ORDER BY seq',
    [action, workspaceId],
  );
  return rows.map(({ entry }) => entry);
};

describe('a forgotten password', () => {
  test('is set anew by a mailed link, once; sessions and other links end, and a notice is sent', async () => {
    const person = await api.person('editor');
    await ask(person.email);
    const first = tokenIn((await server.mailTo(person.email)).text);
    const other = tokenIn((await linkFor(person)).body.link);
    expect((await api.call('GET', `/api/v1/password-resets/${first}`)).body.email).toBe(person.email);
    expect((await set(first, 'short')).body.code).toBe('invalid_request');
    const answers = await Promise.all([set(first), set(first), set(other), set(first)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410]);
    expect((await api.call('GET', `/api/v1/password-resets/${other}`)).body.code).toBe('reset_spent');
    expect((await api.call('GET', '/api/v1/me', { as: person })).status).toBe(401);
    expect((await signIn({ email: person.email, password }, browser)).userId).toBe(person.userId);
    await expect.poll(() => server.mails.map(({ subject }) => subject)).toContain('Your password was changed');
    expect((await entriesOf('account.passwordReset')).at(-1)).toMatchObject({ actor: { id: person.memberId } });
  });

  test('is asked for without learning who has an account here', async () => {
    const person = await api.person('viewer');
    const [known, unknown] = [await ask(person.email), await ask('nobody@example.org')];
    expect([known.status, known.body]).toEqual([202, { mail: true }]);
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
    await server.mailTo(person.email);
    expect(server.mails.filter(({ envelope }) => envelope.to.includes('nobody@example.org'))).toEqual([]);
    expect(await entriesOf('account.resetRequested')).toContainEqual(
      expect.objectContaining({ actor: expect.objectContaining({ kind: 'system' }) }),
    );
  });

  test('sends at most three mails an hour, and too many questions are 429 for everybody alike', async () => {
    const person = await api.person('viewer');
    const statuses = [];
    for (let times = 0; times < 9; times++) statuses.push((await ask(person.email)).status);
    expect(statuses).toEqual([...Array(8).fill(202), 429]);
    for (let times = 0; times < 8; times++) await ask('nobody-else@example.org');
    expect((await ask('nobody-else@example.org')).status).toBe(429);
    const { rows } = await api.db.pool.query('SELECT count(*)::int AS links FROM password_reset WHERE user_id = $1', [
      person.userId,
    ]);
    expect(rows[0].links).toBeLessThanOrEqual(3);
  });

  test('stays when the link is too old, unknown, or the account has no workspace any more', async () => {
    const person = await api.person('viewer');
    const token = tokenIn((await linkFor(person)).body.link);
    await api.db.pool.query(`UPDATE password_reset SET expires_at = now() WHERE user_id = $1`, [person.userId]);
    expect((await set(token)).body.code).toBe('reset_spent');
    expect((await set('x'.repeat(43))).status).toBe(404);
    const gone = await api.person('viewer');
    const late = tokenIn((await linkFor(gone)).body.link);
    await api.call('DELETE', `/api/v1/members/${gone.memberId}`, { as: owner });
    expect((await set(late)).status).toBe(410);
  });

  test('its open links end when the person changes the password themselves', async () => {
    const person = await api.person('viewer');
    await set(tokenIn((await linkFor(person)).body.link));
    const token = tokenIn((await linkFor(person)).body.link);
    const { sessionId } = await signIn({ email: person.email, password }, browser);
    const { sessionCookieName } = await import('#lib/server/auth/cookies.ts');
    const { sessionToken } = await import('#lib/server/auth/session-token.ts');
    const as = { ...person, cookie: `${sessionCookieName()}=${await sessionToken(sessionId, person.userId)}` };
    const body = { currentPassword: password, newPassword: 'yet another long one' };
    expect((await api.call('PATCH', '/api/v1/me', { as, body })).status).toBe(200);
    expect((await set(token)).status).toBe(410);
  });

  test('leaves a second factor on', async () => {
    const person = await api.person('viewer');
    await api.db.pool.query(`UPDATE app_user SET totp_sealed = 'sealed', totp_since = now() WHERE id = $1`, [
      person.userId,
    ]);
    expect((await set(tokenIn((await linkFor(person)).body.link))).status).toBe(200);
    await expect(signIn({ email: person.email, password }, browser)).rejects.toMatchObject({
      code: 'second_factor_required',
    });
  });
});

describe("an owner's link", () => {
  test('is for owners alone, not for themselves, and stands in the record', async () => {
    const [person, admin] = [await api.person('viewer'), await api.person('admin')];
    expect((await linkFor(person, admin)).status).toBe(403);
    expect((await linkFor(owner)).status).toBe(409);
    const { status, body } = await linkFor(person);
    expect(status).toBe(201);
    expect(body.link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/reset-password\/[\w-]{43}$/);
    expect(await entriesOf('member.resetLinkMade')).toContainEqual(
      expect.objectContaining({ actor: expect.objectContaining({ id: owner.memberId }) }),
    );
    const kept = await api.db.pool.query(`SELECT * FROM password_reset WHERE user_id = $1`, [person.userId]);
    expect(JSON.stringify(kept.rows)).not.toContain(tokenIn(body.link));
  });

  test('does not open another workspace, neither when it is made nor when it is used', async () => {
    const elsewhere = await api.workspace();
    const person = await api.person('viewer');
    const token = tokenIn((await linkFor(person)).body.link);
    await api.db.pool.query(
      `INSERT INTO member (id, workspace_id, user_id, role) VALUES (gen_random_uuid(), $1, $2, 'viewer')`,
      [elsewhere, person.userId],
    );
    const { status, body } = await linkFor(person);
    expect([status, body.fix]).toEqual([403, expect.stringContaining('by mail')]);
    expect((await set(token)).status).toBe(410);
    const stranger = await api.person('viewer', { workspaceId: elsewhere });
    expect((await linkFor(stranger)).status).toBe(404);
  });

  test('ends when its maker is no owner any more', async () => {
    const [second, person] = [await api.person('owner'), await api.person('viewer')];
    const token = tokenIn((await linkFor(person, second)).body.link);
    await api.call('PATCH', `/api/v1/members/${second.memberId}`, { as: owner, body: { role: 'admin' } });
    expect((await set(token)).status).toBe(410);
  });
});

describe("the operator's link", () => {
  test('opens the account of anybody here, in all their workspaces, and is recorded as the system', async () => {
    const elsewhere = await api.workspace();
    const lone = await api.person('owner', { workspaceId: elsewhere });
    const { link } = await makeOperatorsLink(` ${lone.email.toUpperCase()}`);
    expect(await entriesOf('member.resetLinkMade', elsewhere)).toEqual([
      expect.objectContaining({ actor: expect.objectContaining({ kind: 'system' }) }),
    ]);
    expect((await set(tokenIn(link))).status).toBe(200);
    await expect(makeOperatorsLink('nobody@example.org')).rejects.toThrow('Nobody with this address');
  });
});

describe('an invitation', () => {
  const invite = (email: string) =>
    api.call('POST', '/api/v1/invitations', { as: owner, body: { email, role: 'reviewer' } });

  test('goes out by mail too, and stands when the mail is not taken', async () => {
    const { body } = await invite('mailed@example.org');
    expect(body.mailed).toBe(true);
    expect((await server.mailTo('mailed@example.org')).text).toContain(body.link);
    server.refuse(true);
    const { status, body: second } = await invite('refused@example.org');
    server.refuse(false);
    expect([status, second.mailed]).toEqual([201, false]);
    expect((await api.call('GET', `/api/v1/invitations/${second.link.split('/').at(-1)}`)).status).toBe(200);
  });
});
