import { Api } from './harness/api.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { addPerson, signIn } from './harness/people.ts';

/** What the workspace demands of gates, who stands in for whom, and what a change leaves without anybody to sign. */

journey(
  'a policy is made in the settings, read in words, and stays while a workflow names it',
  async ({ page, product }) => {
    const api = new Api(product.url, product.adminKey);
    const name = `policy ${Date.now()}`;
    await signIn(page, product.url, owner, '/settings/policies');
    await page.getByRole('button', { name: 'New policy' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill(name);
    await dialog.getByLabel('Number of people').fill('2');
    await expect(dialog.getByText('2 people have to let it pass')).toBeVisible();
    await dialog.getByRole('button', { name: 'Make the policy' }).click();
    await expect(dialog).toHaveCount(0);
    const row = page.getByRole('listitem').filter({ hasText: name });
    await expect(row.getByText('2 people have to let it pass')).toBeVisible();

    const gate = { policy: name };
    await api.post('/workflows', {
      spec: { name, steps: [{ id: 'ask', kind: 'gate', with: { payload: 'x' }, gate }] },
    });
    await expect(row.getByRole('link', { name })).toBeVisible();
    await page.getByRole('button', { name: `Delete ${name}` }).click();
    await page.getByRole('button', { name: 'Delete the policy' }).click();
    await expect(page.getByRole('alertdialog').getByText(/name the policy/)).toBeVisible();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await expect(row).toBeVisible();
  },
);

journey('somebody stands in while one is away, and it can be ended', async ({ page, product }) => {
  const api = new Api(product.url, product.adminKey);
  const name = `Stands In ${Date.now()}`;
  await addPerson(api, { name, email: `${Date.now()}-in@example.org`, role: 'reviewer' });
  await signIn(page, product.url, owner, '/settings');
  await page.getByLabel('Who stands in for me').fill(name);
  await page.getByRole('option', { name }).click();
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('From').fill(day(3));
  await page.getByLabel('Until').fill(day(2));
  await page.getByRole('button', { name: 'Let them stand in' }).click();
  await expect(page.getByText('It ends before it begins.')).toBeVisible();
  await page.getByLabel('Until').fill(day(5));
  await page.getByRole('button', { name: 'Let them stand in' }).click();
  const row = page.getByRole('listitem').filter({ hasText: `${name} stands in for you` });
  await expect(row.getByText('planned')).toBeVisible();
  await row.getByRole('button', { name: /^End that/ }).click();
  await page.getByRole('button', { name: 'End it' }).click();
  await expect(row).toHaveCount(0);
});

journey('whoever deletes a group reads first which gates nobody could pass any more', async ({ page, product }) => {
  const api = new Api(product.url, product.adminKey);
  const name = `group ${Date.now()}`;
  const { id } = await api.get<{ member: { id: string } }>('/me').then(({ member }) => member);
  await api.post('/groups', { name, members: [id] });
  const gate = { reviewers: { groups: [name] } };
  await api.post('/workflows', { spec: { name, steps: [{ id: 'ask', kind: 'gate', with: { payload: 'x' }, gate }] } });
  await signIn(page, product.url, owner, '/settings/groups');
  await page.getByRole('button', { name: `Delete ${name}` }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByText('1 workflow cannot be passed any more')).toBeVisible();
  await expect(dialog.getByText(`${name}, ask: Nobody of those who are asked may decide.`)).toBeVisible();
  await page.getByRole('button', { name: 'Delete the group' }).click();
  await expect(page.getByText(/Home shows the open ones/)).toBeVisible();
});
