import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { type MailServer, openMailServer } from '../test/mail-server.ts';
import { openProvider, type TestProvider } from '../test/oidc-provider.ts';
import { Api } from './harness/api.ts';
import { addPerson, signIn } from './harness/people.ts';
import { type Product, startProduct } from './harness/product.ts';

const root = resolve(import.meta.dirname, '..');
const admin = { email: 'owner@example.org', password: 'correct horse battery staple' };
let provider: TestProvider;
let mail: MailServer;
let product: Product;
let owner: Api;

test.beforeAll(async () => {
  [provider, mail] = await Promise.all([openProvider(), openMailServer()]);
  const { id, secret } = provider.client;
  product = await startProduct({
    admin,
    env: {
      OIDC_ISSUER: provider.url,
      OIDC_CLIENT_ID: id,
      OIDC_CLIENT_SECRET: secret,
      OIDC_NAME: 'Our house',
      GITHUB_URL: provider.url,
      GITHUB_CLIENT_ID: id,
      GITHUB_CLIENT_SECRET: secret,
      SMTP_URL: mail.url,
      MAIL_FROM: 'Countersign <flows@example.org>',
    },
  });
  owner = new Api(product.url, product.adminKey);
});
test.afterAll(async () => {
  await product?.stop();
  await Promise.all([provider?.close(), mail?.close()]);
});

test('an invited person comes in by an account elsewhere, to the page they wanted; a stranger is told why not', async ({
  page,
  context,
}) => {
  await owner.post('/invitations', { email: 'invited@example.org', role: 'editor' });
  provider.person = { sub: 'stranger', email: 'stranger@example.org', email_verified: true };
  await page.goto(`${product.url}/record`);
  await page.getByRole('button', { name: 'Continue with Our house' }).click();
  await expect(page.getByText('Nobody with this address is a member here.')).toBeVisible();

  provider.person = { sub: 'invited', email: 'invited@example.org', email_verified: true, name: 'Invited Person' };
  await page.goto(`${product.url}/record`);
  await page.getByRole('button', { name: 'Continue with Our house' }).click();
  await expect(page).toHaveURL(`${product.url}/record`);
  await expect(page.getByText('Invited Person accepted the invitation of invited@example.org').first()).toBeVisible();
  for (const { name, httpOnly, sameSite } of await context.cookies(product.url))
    if (/next-auth|session|connect/.test(name)) expect([name, httpOnly, sameSite]).toEqual([name, true, 'Lax']);

  // Without a password they may set one, for the session is all they have to show.
  await page.goto(`${product.url}/settings`);
  await page.getByLabel('New password').fill('a password of my own');
  await page.getByRole('button', { name: 'Set a password' }).click();
  await expect(page.getByLabel('Current password')).toBeVisible();
});

test('a signed-in person connects an account with their password, and disconnects it', async ({ page }) => {
  const person = await addPerson(owner, { name: 'Connecting', email: 'connecting@example.org', role: 'editor' });
  provider.person = { sub: '4711', email: 'other@example.org', email_verified: false };
  await signIn(page, product.url, person, '/settings');
  const github = page.getByRole('listitem').filter({ hasText: 'GitHub' });
  await github.getByRole('button', { name: 'Connect' }).click();
  await page.getByLabel('Your password').fill('not this');
  await page.getByRole('button', { name: 'Go to GitHub' }).click();
  await expect(page.getByText('This is not your password.')).toBeVisible();
  await page.getByLabel('Your password').fill(person.password);
  await page.getByRole('button', { name: 'Go to GitHub' }).click();
  await expect(page.getByText('The account is connected.')).toBeVisible();
  await expect(github).toContainText('other@example.org');

  await page.context().clearCookies();
  await page.goto(`${product.url}/sign-in`);
  await page.getByRole('button', { name: 'Continue with GitHub' }).click();
  await expect(page).toHaveURL(`${product.url}/`);

  await page.goto(`${product.url}/settings`);
  await github.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect(github).toContainText('not connected');
});

test('a provider that is away or lies leads back to the sign-in, in words', async ({ page }) => {
  provider.misbehaves = 'nonce';
  await page.goto(`${product.url}/sign-in`);
  await page.getByRole('button', { name: 'Continue with Our house' }).click();
  await expect(page.getByText('The other account’s answer did not hold.')).toBeVisible();
  provider.misbehaves = null;
});

test('a forgotten password: by mail, and by an owner’s link', async ({ page }) => {
  const person = await addPerson(owner, { name: 'Forgetful', email: 'forgetful@example.org', role: 'viewer' });
  await page.goto(`${product.url}/sign-in`);
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(page).toHaveURL(`${product.url}/forgot-password`);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page.getByText('Look into your mailbox')).toBeVisible();
  const [link = ''] = /http\S+\/reset-password\/\S+/.exec((await mail.mailTo(person.email)).text ?? '') ?? [];
  await page.goto(link);
  await page.getByLabel('New password').fill('a second password');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await expect(page.getByText('Your password is set')).toBeVisible();
  await page.goto(link);
  await expect(page.getByText('This link is no longer valid')).toBeVisible();
  await signIn(page, product.url, { email: person.email, password: 'a second password' });

  await page.context().clearCookies();
  await signIn(page, product.url, admin, '/settings/members');
  await page.getByRole('button', { name: 'Make a password link for Forgetful' }).click();
  await page.getByRole('button', { name: 'Make the link' }).click();
  const shown =
    (await page
      .getByRole('dialog')
      .getByText(/\/reset-password\//)
      .textContent()) ?? '';
  await page.context().clearCookies();
  await page.goto(shown);
  await page.getByLabel('New password').fill('a third password');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await expect(page.getByText('Your password is set')).toBeVisible();
  await signIn(page, product.url, { email: person.email, password: 'a third password' });
  expect(product.output()).not.toContain(shown.split('/').at(-1));
});

test('the operator lets a lone owner in again, beside the running product', async ({ page }) => {
  const { stdout, stderr, status } = spawnSync(
    join(root, 'node_modules/.bin/node'),
    [join(root, 'lib/server/cli/password-link.ts'), admin.email],
    {
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        COUNTERSIGN_DATA_DIR: product.dataDir,
        COUNTERSIGN_URL: product.url,
      },
    },
  );
  expect(status, stderr).toBe(0);
  await page.goto(/http\S+/.exec(stdout)?.[0] ?? '');
  await page.getByLabel('New password').fill('the owner is back');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await expect(page.getByText('Your password is set')).toBeVisible();
  await signIn(page, product.url, { email: admin.email, password: 'the owner is back' }, '/record');
  await expect(page.getByText(/Countersign made a link to set a new password for/).first()).toBeVisible();
});

test('times on pages follow the time zone of the profile', async ({ page }) => {
  const person = await addPerson(owner, { name: 'Far away', email: 'far@example.org', role: 'viewer' });
  await signIn(page, product.url, person, '/settings/sessions');
  const time = page.locator('time').first();
  await expect(time).toHaveAttribute('title', /UTC$/);
  await page.goto(`${product.url}/settings`);
  await page.getByLabel('Time zone').fill('America/Phoenix');
  await page.getByRole('option', { name: 'America/Phoenix' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved your profile')).toBeVisible();
  await page.getByRole('link', { name: 'Sessions' }).click();
  await expect(time).toHaveAttribute('title', /GMT-7$/);
});
