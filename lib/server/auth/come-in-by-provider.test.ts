import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashPassword } from '#lib/server/auth/password.ts';
import { openApi, type TestApi, type TestPerson } from '../../../test/api.ts';
import {
  type Misbehaviour,
  openProvider,
  type ProviderPerson,
  type TestProvider,
} from '../../../test/oidc-provider.ts';
import { openSignInServer, SignInBrowser, type SignInServer } from '../../../test/sign-in-server.ts';

let api: TestApi;
let provider: TestProvider;
let server: SignInServer;
let owner: TestPerson;
beforeAll(async () => {
  provider = await openProvider();
  const { id, secret } = provider.client;
  Object.assign(process.env, {
    OIDC_ISSUER: provider.url,
    OIDC_CLIENT_ID: id,
    OIDC_CLIENT_SECRET: secret,
    OIDC_NAME: 'Our house',
    GITHUB_URL: provider.url,
    GITHUB_CLIENT_ID: id,
    GITHUB_CLIENT_SECRET: secret,
    GOOGLE_ISSUER: provider.url,
    GOOGLE_CLIENT_ID: id,
    GOOGLE_CLIENT_SECRET: secret,
    SIGN_IN_DOMAINS: 'house.example.org',
  });
  api = await openApi();
  server = await openSignInServer();
  owner = await api.person('owner');
});
afterAll(async () => {
  await server.close();
  await provider.close();
  await api.close();
});
beforeEach(() => api.db.pool.query('DELETE FROM throttle'));
afterEach(() => {
  provider.misbehaves = null;
});

let subjects = 1000;
const is = (person: Partial<ProviderPerson>) => {
  provider.person = { sub: String(subjects++), email_verified: true, name: 'From Outside', ...person };
};
const browser = () => new SignInBrowser(server.url);
const meOf = async ({ cookie }: SignInBrowser) => {
  const { status, body } = await api.call('GET', '/api/v1/me', { headers: { cookie } });
  return status === 200 ? body : null;
};
const invite = (email: string, role = 'reviewer') =>
  api.call('POST', '/api/v1/invitations', { as: owner, body: { email, role } });
const count = async (sql: string, values: unknown[]) => (await api.db.pool.query(sql, values)).rows[0].count as number;
const accounts = (email: string) => count('SELECT count(*)::int FROM app_user WHERE email = $1', [email]);
const actions = async (email: string) => {
  const { rows } = await api.db.pool.query(
    `SELECT action FROM audit_entry WHERE body::jsonb -> 'actor' ->> 'email' = $1 ORDER BY seq`,
    [email],
  );
  return rows.map(({ action }) => action);
};

describe.each(['oidc', 'github', 'google'])('through %s', (id) => {
  test('an invited person joins, and comes back by the same account whatever its address is then', async () => {
    const email = `${id}-invited@gmail.com`;
    await invite(email);
    is({ email });
    const first = browser();
    expect(await first.signIn(id)).toBe('/runs');
    expect(await meOf(first)).toMatchObject({ user: { email, name: 'From Outside' }, member: { role: 'reviewer' } });
    expect(await actions(email)).toEqual(['invitation.accepted', 'account.linked', 'session.started']);
    provider.person = { ...provider.person, email: 'moved@example.org', email_verified: false };
    const again = browser();
    expect(await again.signIn(id)).toBe('/runs');
    expect((await meOf(again)).user.email).toBe(email);
  });

  test('nobody comes in by an address that is not proven, and nothing is made for them', async () => {
    const email = `${id}-unproven@gmail.com`;
    await invite(email);
    is({ email, email_verified: false });
    const stranger = browser();
    expect(await stranger.signIn(id)).toBe('/sign-in?error=unverified');
    expect([await meOf(stranger), await accounts(email)]).toEqual([null, 0]);
    is({ email: owner.email, email_verified: false });
    expect(await browser().signIn(id)).toBe('/sign-in?error=unverified');
  });

  test('a stranger with a proven address is told that nobody invited them', async () => {
    const email = `${id}-stranger@gmail.com`;
    is({ email });
    expect(await browser().signIn(id)).toBe('/sign-in?error=not_invited');
    expect(await accounts(email)).toBe(0);
  });
});

describe('an account that is there', () => {
  test('is connected by its proven address, once; another account of the provider with that address is not', async () => {
    const person = await api.person('editor');
    is({ email: person.email });
    const here = browser();
    expect(await here.signIn('oidc')).toBe('/runs');
    expect((await meOf(here)).user.id).toBe(person.userId);
    is({ email: person.email });
    expect(await browser().signIn('oidc')).toBe('/sign-in?error=already_connected');
  });

  test('with a second factor is not connected by an address alone', async () => {
    const person = await api.person('editor');
    await api.db.pool.query('UPDATE app_user SET totp_since = now() WHERE id = $1', [person.userId]);
    is({ email: person.email });
    expect(await browser().signIn('oidc')).toBe('/sign-in?error=second_factor');
  });

  test('of somebody who was removed, or is disabled, lets nobody in', async () => {
    const person = await api.person('viewer');
    is({ email: person.email });
    expect(await browser().signIn('oidc')).toBe('/runs');
    await api.call('DELETE', `/api/v1/members/${person.memberId}`, { as: owner });
    expect(await browser().signIn('oidc')).toBe('/sign-in?error=not_a_member');
    await invite(person.email);
    expect(await browser().signIn('oidc')).toBe('/runs');
    await api.db.pool.query('UPDATE app_user SET disabled_at = now() WHERE id = $1', [person.userId]);
    expect(await browser().signIn('oidc')).toBe('/sign-in?error=not_a_member');
  });

  test('is not reached by an address of Google that Google does not own', async () => {
    const person = await api.person('editor');
    is({ email: person.email });
    expect(await browser().signIn('google')).toBe('/sign-in?error=unverified');
    is({ email: person.email, hd: 'example.org' });
    expect(await browser().signIn('google')).toBe('/runs');
  });

  test('is found by an address that the provider tells only when asked, about the same person', async () => {
    const person = await api.person('editor');
    is({ email: person.email, emailOnlyOnRequest: true });
    provider.misbehaves = 'other subject';
    expect(await browser().signIn('oidc')).toBe('/sign-in?error=OAuthCallback');
    provider.misbehaves = null;
    expect(await browser().signIn('oidc')).toBe('/runs');
  });
});

test('people of a named domain join the first workspace as viewers; those of a domain inside it do not', async () => {
  is({ email: 'new@house.example.org', zoneinfo: 'Europe/Berlin', name: 'New\u202e Name\n' });
  const [one, two] = [browser(), browser()];
  expect(await Promise.all([one.signIn('oidc'), two.signIn('oidc')])).toEqual(['/runs', '/runs']);
  expect(await meOf(one)).toMatchObject({
    user: { name: 'New Name', timeZone: 'Europe/Berlin' },
    member: { role: 'viewer' },
    workspace: { id: api.workspaceId },
  });
  for (const email of ['new@sub.house.example.org', 'new@notahouse.example.org']) {
    is({ email });
    expect(await browser().signIn('oidc')).toBe('/sign-in?error=not_invited');
  }
});

describe('what a provider or a go-between makes up is refused', () => {
  const lies: Misbehaviour[] = ['state', 'nonce', 'audience', 'issuer', 'expired', 'key', 'unsigned'];
  test.each(lies)('%s', async (lie) => {
    const person = await api.person('editor');
    is({ email: person.email });
    provider.misbehaves = lie;
    const here = browser();
    expect(await here.signIn('oidc')).toBe('/sign-in?error=OAuthCallback');
    expect(await meOf(here)).toBeNull();
  });

  test('an answer that this browser did not ask for, or that was given already', async () => {
    const person = await api.person('editor');
    is({ email: person.email });
    const [mine, theirs] = [browser(), browser()];
    const [answer] = [await theirs.toProvider('oidc'), await mine.toProvider('oidc')];
    expect(await mine.comeBack(answer)).toBe('/sign-in?error=OAuthCallback');
    expect(await browser().comeBack(answer)).toBe('/sign-in?error=OAuthCallback');
    expect(await theirs.comeBack(answer)).toBe('/runs');
    expect(await theirs.comeBack(answer)).toBe('/sign-in?error=OAuthCallback');
  });
});

describe('a signed-in person', () => {
  const password = 'a long password';
  const begin = (as: TestPerson, body: object, id = 'github') =>
    api.call('POST', `/api/v1/me/identities/${id}`, { as, body });
  /** Their browser, after they pressed “Connect”. */
  async function connecting(as: TestPerson, id = 'github', given: object = {}) {
    const here = browser();
    here.keep([as.cookie]);
    const { status, headers } = await begin(as, given, id);
    expect(status).toBe(204);
    here.keep(headers.getSetCookie());
    return here;
  }
  const connections = async (as: TestPerson) => {
    const { body } = await api.call('GET', '/api/v1/me/identities', { as });
    return Object.fromEntries(
      body.items.map((each: { provider: string; connected: { email: string } | null }) => [
        each.provider,
        each.connected?.email ?? null,
      ]),
    );
  };

  test('connects an account of any address with their password, also past a second factor, and disconnects it', async () => {
    const person = await api.person('editor');
    await api.db.pool.query('UPDATE app_user SET password_hash = $2, totp_since = now() WHERE id = $1', [
      person.userId,
      await hashPassword(password),
    ]);
    expect((await begin(person, {})).body.code).toBe('wrong_credentials');
    is({ email: 'elsewhere@example.org', email_verified: false });
    const here = await connecting(person, 'github', { currentPassword: password });
    expect(await here.signIn('github')).toBe('/settings?connected=1');
    expect(await connections(person)).toEqual({ oidc: null, github: 'elsewhere@example.org', google: null });
    expect(await browser().signIn('github')).toBe('/runs');
    const remove = () => api.call('DELETE', '/api/v1/me/identities/github', { as: person });
    expect([(await remove()).status, (await remove()).status]).toEqual([204, 404]);
    expect((await actions(person.email)).filter((action) => action.startsWith('account.'))).toEqual([
      'account.linked',
      'account.unlinked',
    ]);
  });

  test('keeps their last way in', async () => {
    const person = await api.person('editor');
    is({ email: person.email });
    expect(await (await connecting(person)).signIn('github')).toBe('/settings?connected=1');
    const answer = await api.call('DELETE', '/api/v1/me/identities/github', { as: person });
    expect([answer.status, answer.body.fix]).toEqual([409, expect.stringContaining('password')]);
    expect((await connections(person)).github).toBe(person.email);
  });

  test("cannot take somebody else's connected account, nor have two of one provider", async () => {
    const [one, two] = [await api.person('editor'), await api.person('editor')];
    is({ email: 'shared@example.org' });
    expect(await (await connecting(one)).signIn('github')).toBe('/settings?connected=1');
    expect(await (await connecting(two)).signIn('github')).toBe('/settings?refused=taken');
    is({ email: 'another@example.org' });
    expect(await (await connecting(one)).signIn('github')).toBe('/settings?refused=already_connected');
  });

  test('connects nothing when another session comes back, or theirs has ended', async () => {
    const [one, two] = [await api.person('editor'), await api.person('editor')];
    is({ email: 'swapped@example.org' });
    const here = await connecting(one);
    here.keep([two.cookie]);
    expect(await here.signIn('github')).toBe('/settings?refused=not_connected');
    const late = await connecting(one);
    await api.db.pool.query('UPDATE user_session SET revoked_at = now() WHERE id = $1', [one.sessionId]);
    const { forgetIdentities } = await import('./identify.ts');
    forgetIdentities();
    expect(await late.signIn('github')).toBe('/settings?refused=not_connected');
    expect(await count('SELECT count(*)::int FROM user_identity WHERE email = $1', ['swapped@example.org'])).toBe(0);
  });

  test('has nothing to begin with an API key, with a provider that is not offered, or from another site', async () => {
    const person = await api.person('editor');
    const key = await api.key(person, ['admin']);
    expect((await api.call('POST', '/api/v1/me/identities/github', { key, body: {} })).status).toBe(403);
    expect((await begin(person, {}, 'elsewhere')).status).toBe(404);
    const headers = { origin: 'https://elsewhere.example.org' };
    const foreign = await api.call('POST', '/api/v1/me/identities/github', { as: person, body: {}, headers });
    expect(foreign.body.code).toBe('foreign_origin');
  });
});

test('nothing of a provider is kept but who it was', async () => {
  const { rows } = await api.db.pool.query(
    `SELECT column_name FROM information_schema.columns WHERE table_name = 'user_identity' ORDER BY 1`,
  );
  expect(rows.map(({ column_name }) => column_name)).toEqual(['created_at', 'email', 'provider', 'subject', 'user_id']);
});
