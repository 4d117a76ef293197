import type { ApprovalSummary } from '#lib/contracts/approval.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import { Api } from './harness/api.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { addPerson, signIn } from './harness/people.ts';

/** How people hear of gates: channels under the settings, the bell, and the link of a letter. */

journey('a channel is added, tested and deleted, and its address is not shown again', async ({ page, product }) => {
  await signIn(page, product.url, owner, '/settings/channels');
  await page.getByRole('button', { name: 'New channel' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('deploy hook');
  await dialog.getByRole('radio', { name: /Webhook/ }).click();
  await dialog.getByRole('button', { name: 'Add the channel' }).click();
  await expect(dialog.getByText('The address, please.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Address' }).fill('http://127.0.0.1:9/very-secret');
  await dialog.getByRole('button', { name: 'Add the channel' }).click();
  await expect(dialog.getByText('X-Countersign-Signature')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('127.0.0.1:9')).toBeVisible();
  await expect(page.getByText('very-secret')).toHaveCount(0);

  await page.getByRole('button', { name: 'Send a test to deploy hook' }).click();
  await expect(dialog.getByText('It was not taken')).toBeVisible();
  await expect(dialog.getByText(/What steps may reach/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  await page.getByRole('button', { name: 'Delete deploy hook' }).click();
  await page.getByRole('button', { name: 'Delete the channel' }).click();
  await expect(page.getByText('127.0.0.1:9')).toHaveCount(0);
});

journey(
  'the bell rings for whom a gate asks, and a letter’s link leads through the sign-in to the case',
  async ({ page, product }) => {
    const api = new Api(product.url, product.adminKey);
    const name = `bell ${Date.now()}`;
    const reviewer = await addPerson(api, {
      name: 'Bell reader',
      email: `${Date.now()}@example.org`,
      role: 'reviewer',
    });
    const title = `Does ${name} ring?`;
    const gate = { title, reviewers: { users: [reviewer.email] } };
    const flow = await api.post<{ id: string }>('/workflows', {
      spec: { name, steps: [{ id: 'ask', kind: 'gate', with: { payload: 'x' }, gate }] },
    });
    const { id: run } = await api.post<{ id: string }>(`/workflows/${flow.id}/runs`, {});
    const waiting = () => api.get<ListOf<ApprovalSummary>>(`/approvals?runId=${run}`);
    await expect.poll(async () => (await waiting()).items.length).toBe(1);
    const { id } = (await waiting()).items[0]!;

    await page.goto(`${product.url}/approvals/${id}`);
    await page.getByLabel('E-mail').fill(reviewer.email);
    await page.getByLabel('Password').fill(reviewer.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(`${product.url}/approvals/${id}`);
    await expect(page.getByText(title).first()).toBeVisible();

    await page.goto(`${product.url}/settings`);
    const bell = page.getByRole('button', { name: 'Notices, 1 new' });
    await bell.click();
    await expect(page.getByRole('button', { name: 'Notices', exact: true })).toBeVisible();
    await page.getByRole('link', { name: title }).click();
    await expect(page).toHaveURL(`${product.url}/approvals/${id}`);
    await page.reload();
    await expect(page.getByRole('button', { name: 'Notices', exact: true })).toBeVisible();
  },
);
