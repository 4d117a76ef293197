import { Api, ended } from './harness/api.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { signIn } from './harness/people.ts';

/** What belongs to one workspace, and what is sealed, as a person meets it in the browser. */

const value = 'correct horse\nbattery staple';

journey('a secret is added, used and deleted, and its value is nowhere', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  await signIn(page, product.url, owner, '/settings/secrets');
  await expect(page.getByText('{{ secrets.NAME }}')).toBeVisible();
  await page.getByRole('button', { name: 'New secret' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('TOKEN');
  await dialog.getByLabel('Value', { exact: true }).fill('short');
  await dialog.getByRole('button', { name: 'Add the secret' }).click();
  await expect(dialog.getByText('could not be hidden')).toBeVisible();
  await dialog.getByLabel('Value', { exact: true }).fill(value);
  await dialog.getByRole('button', { name: 'Add the secret' }).click();
  await expect(dialog).toBeHidden();
  const spec = {
    name: 'Deploy',
    steps: [{ id: 'go', kind: 'shell', with: { run: 'printf %s "$TOKEN"', env: { TOKEN: '{{ secrets.TOKEN }}' } } }],
  };
  const { id } = await api.post<{ id: string }>('/workflows', { spec });
  const run = await api.run((await api.start(id)).id, ended);
  expect(run.status).toBe('succeeded');
  await page.goto(`${product.url}/runs/${run.id}?step=go`);
  await expect(page.getByText('•••').first()).toBeVisible();
  await expect(page.getByText('battery staple')).toHaveCount(0);
  await page.goto(`${product.url}/settings/secrets`);
  await expect(page.getByRole('link', { name: 'Deploy' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete TOKEN' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('Steps that name it fail from now on, in Deploy');
  await page.getByRole('button', { name: 'Delete the secret' }).click();
  await expect(page.getByText('No secrets yet')).toBeVisible();
});

journey('a sensitive input is covered, and who shows it stands in the record', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const spec = {
    name: 'Sign up',
    inputs: { user: { type: 'string' }, password: { type: 'string', sensitive: true } },
    steps: [{ id: 'say', kind: 'shell', with: { run: 'true', env: { P: '{{ inputs.password }}' } } }],
  };
  const { id } = await api.post<{ id: string }>('/workflows', { spec });
  const input = { user: 'ana', password: 'hunter2 hunter2' };
  const run = await api.run((await api.start(id, input)).id, ended);
  await signIn(page, product.url, owner, `/runs/${run.id}`);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByText('stands in the record')).toBeVisible();
  await expect(page.getByText(input.password)).toHaveCount(0);
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(page.getByText(input.password)).toBeVisible();
  await page.getByRole('button', { name: 'Cover password' }).click();
  await expect(page.getByText(input.password)).toHaveCount(0);
  // Looking at the record takes nothing out; other journeys may have.
  const exports = async () => (await api.get<{ items: unknown[] }>('/audit?action=record.exported&limit=100')).items;
  const before = await exports();
  await page.goto(`${product.url}/record`);
  await expect(page.getByText('looked at the sensitive field password of Sign up #1')).toBeVisible();
  await expect(page.getByRole('link', { name: /Export/ })).toBeVisible();
  expect(await exports()).toHaveLength(before.length);
});

journey(
  'another workspace is entered in every tab, and shows nothing of the one that was left',
  async ({ product, page, context }) => {
    const api = new Api(product.url, product.adminKey);
    const spec = { name: 'Only here', steps: [{ id: 'say', kind: 'template', with: { template: 'Hello' } }] };
    const { id } = await api.post<{ id: string }>('/workflows', { spec });
    await signIn(page, product.url, owner, '/settings/workspace');
    const other = await context.newPage();
    await other.goto(`${product.url}/workflows`);
    await expect(other.getByText('Only here')).toBeVisible();
    await page.getByRole('button', { name: 'New workspace' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Second shop');
    await page.getByRole('button', { name: 'Make and enter it' }).click();
    for (const tab of [page, other]) {
      await expect(tab).toHaveURL(`${product.url}/`);
      await expect(tab.getByText('Second shop').first()).toBeVisible();
    }
    await page.goto(`${product.url}/workflows`);
    await expect(page.getByRole('heading', { name: 'Workflows' })).toBeVisible();
    await expect(page.getByText('Only here')).toHaveCount(0);
    await page.goto(`${product.url}/workflows/${id}`);
    await expect(page.getByText('There is no such workflow')).toBeVisible();
    await page.getByRole('button', { name: 'Other workspaces' }).click();
    await page.getByRole('menuitemradio').filter({ hasNotText: 'Second shop' }).click();
    await expect(page).toHaveURL(`${product.url}/`);
    await page.goto(`${product.url}/workflows`);
    await expect(page.getByText('Only here')).toBeVisible();
  },
);
