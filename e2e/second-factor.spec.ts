import type { Browser, Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { Api } from './harness/api.ts';
import { expect, journey } from './harness/journey.ts';
import { addPerson, signIn } from './harness/people.ts';

/** The second factor as a person meets it: turned on in the profile, asked for at the sign-in, lost and found. */

const codeOf = (key: string, steps = 0) =>
  TOTP.generate({ secret: Secret.fromBase32(key), timestamp: Date.now() + steps * 30_000 });

/** Sets it up on the profile page; answers with the key and the recovery codes. */
async function turnOn(page: Page, password: string): Promise<{ key: string; codes: string[] }> {
  await page.getByRole('button', { name: 'Set up' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Your password').fill('not the password');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(dialog.getByText('This is not your password.')).toBeVisible();
  await dialog.getByLabel('Your password').fill(password);
  await dialog.getByLabel('Your password').press('Enter');
  await expect(dialog.getByRole('img')).toBeVisible();
  const key = ((await dialog.locator('code').textContent()) ?? '').replaceAll(' ', '');
  await dialog.getByLabel('Code').fill(codeOf(key, -4));
  await dialog.getByLabel('Code').press('Enter');
  await expect(dialog.getByText(/The code is wrong/)).toBeVisible();
  await dialog.getByLabel('Code').fill(codeOf(key));
  await dialog.getByLabel('Code').press('Enter');
  const shown = dialog.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(shown).toHaveCount(10);
  const codes = await shown.allTextContents();
  await dialog.getByRole('button', { name: 'I have stored them' }).click();
  await expect(page.getByText('10 recovery codes left')).toBeVisible();
  return { key, codes };
}

async function newBrowser(browser: Browser, url: string, who: { email: string; password: string }): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  await page.getByLabel('E-mail').fill(who.email);
  await page.getByLabel('Password').fill(who.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('Code')).toBeFocused();
  return page;
}

journey(
  'a code is asked for after the password, and a session ended elsewhere leaves its page',
  async ({ product, page, browser }) => {
    const api = new Api(product.url, product.adminKey);
    const person = await addPerson(api, { name: 'Careful', email: 'careful@example.org', role: 'editor' });
    await signIn(page, product.url, person, '/settings');
    const { key, codes } = await turnOn(page, person.password);

    const other = await newBrowser(browser, `${product.url}/sign-in?callbackUrl=/workflows`, person);
    await other.getByRole('button', { name: 'Back' }).click();
    await expect(other.getByLabel('E-mail')).toHaveValue(person.email);
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.getByLabel('Code').fill('000000');
    await other.getByRole('button', { name: 'Sign in' }).click();
    await expect(other.getByText(/The code is wrong or was used already/)).toBeVisible();
    const next = codeOf(key, 1);
    await other.getByLabel('Code').fill(`${next.slice(0, 3)} ${next.slice(3)}`);
    await other.getByLabel('Code').press('Enter');
    await expect(other).toHaveURL(`${product.url}/workflows`);
    await expect(other.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();

    await page.goto(`${product.url}/settings/sessions`);
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await page.getByRole('button', { name: 'Sign them out' }).click();
    await expect(page.getByText('Signed out 1 other session')).toBeVisible();
    await expect(other).toHaveURL(`${product.url}/sign-in?error=SessionRequired&callbackUrl=%2Fworkflows`, {
      timeout: 5000,
    });
    await expect(page.getByRole('listitem').filter({ hasText: 'this one' })).toBeVisible();

    const third = await newBrowser(browser, `${product.url}/sign-in?callbackUrl=/workflows`, person);
    await third.getByRole('button', { name: 'Use a recovery code' }).click();
    await third.getByLabel('Recovery code').fill(codes[0] ?? '');
    await third.getByLabel('Recovery code').press('Enter');
    await expect(third).toHaveURL(`${product.url}/workflows`);
    for (const each of [other, third]) await each.context().close();
  },
);

journey(
  'the sign-in answers an address without an account byte for byte like one with an account',
  async ({ product, request }) => {
    const api = new Api(product.url, product.adminKey);
    const person = await addPerson(api, { name: 'Known', email: 'known@example.org', role: 'viewer' });
    const { csrfToken } = await (await request.get(`${product.url}/api/auth/csrf`)).json();
    const answerTo = async (email: string) => {
      const answer = await request.post(`${product.url}/api/auth/callback/credentials`, {
        form: { email, password: 'not the password', csrfToken, json: 'true', callbackUrl: '/' },
        headers: { origin: product.url },
      });
      const { date: _, 'x-request-id': __, ...headers } = answer.headers();
      return { status: answer.status(), headers, body: await answer.text() };
    };
    const expected = await answerTo(person.email);
    expect(expected.status).toBe(401);
    expect(await answerTo('nobody@example.org')).toEqual(expected);
  },
);

journey('a code serves for a hundred decisions, and the rest is done with the next one', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const person = await addPerson(api, { name: 'Signs many', email: 'signs-many@example.org', role: 'reviewer' });
  await signIn(page, product.url, person, '/settings');
  const { codes } = await turnOn(page, person.password);
  const { id } = await api.publish(
    `name: Many proofs\nsteps:\n  - { id: ask, kind: gate, gate: { title: "May it?", stepUp: true, reviewers: { users: [${person.email}] } } }\n`,
  );
  await Promise.all(Array.from({ length: 102 }, () => api.start(id)));
  await page.goto(`${product.url}/approvals`);
  await expect(page.getByRole('tab', { name: /^Mine/ })).toContainText('102', { timeout: 30_000 });
  await page.getByRole('button', { name: 'Select all that are shown' }).click();
  await expect(page.getByText('102 selected')).toBeVisible();
  await page.getByRole('button', { name: 'Decide…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /Approve/ }).click();
  const code = dialog.getByLabel('Code of your second factor');
  await code.fill(codes[0] ?? '');
  await dialog.getByRole('button', { name: 'Approve 102 cases' }).click();

  await expect(dialog.getByText('2 cases are left as they were.')).toBeVisible({ timeout: 30_000 });
  await expect(dialog.getByRole('status')).toHaveText('100 decided of 102');
  await expect(dialog.getByText(/The code is wrong/)).toHaveCount(0);
  await code.fill('000000');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(dialog.getByText(/The code is wrong/)).toBeVisible();
  await expect(dialog.getByRole('status')).toHaveText('100 decided of 102');
  await code.fill(codes[1] ?? '');
  await code.press('Enter');
  await expect(dialog.getByRole('status')).toHaveText('102 decided');
  await expect(dialog.getByRole('row', { name: /refused/ })).toHaveCount(0);
});
