import type { Page } from '@playwright/test';
import type { WorkflowView } from '#lib/contracts/workflow.ts';
import { Api } from './harness/api.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { signIn } from './harness/people.ts';

/** Whatever goes wrong while one draws: the draft is kept, and the message says where. */

const yaml = (name: string) => `
name: ${name}
steps:
  - { id: note, kind: template, with: { template: x } }
`;

type Draft = { name: string; steps: { id: string; name?: string; kind: string; with?: unknown }[] };

const panelOf = (page: Page) => page.locator('[data-step-panel]');
const nameField = (page: Page) => panelOf(page).getByLabel('Name', { exact: true });
const saving = (page: Page, text: RegExp) => page.getByRole('status').filter({ hasText: text });
const draftOf = async (api: Api, id: string) => (await api.get<WorkflowView>(`/workflows/${id}`)).draft as Draft;

async function open(page: Page, api: Api, id: string) {
  await page.goto(`${api.url}/workflows/${id}`);
  await page.locator('.react-flow__node[data-id="note"]').click();
  await expect(nameField(page)).toBeVisible();
}

journey('a connection that is lost while saving loses nothing, not even over a reload', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const { id } = await api.publish(yaml('kept-offline'));
  await signIn(page, product.url, owner);
  await open(page, api, id);
  const drafts = '**/api/v1/workflows/*/draft';
  await page.route(drafts, (route) => route.abort());
  await nameField(page).fill('Drawn without a server');
  await expect(saving(page, /not connected · kept here/)).toBeVisible();
  expect((await draftOf(api, id)).steps[0]?.name).toBeUndefined();

  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await expect(page.getByText('Brought back what had not been saved')).toBeVisible();
  await page.unroute(drafts);
  // It goes on trying by itself.
  await expect(saving(page, /^saved/)).toBeVisible();
  expect((await draftOf(api, id)).steps[0]?.name).toBe('Drawn without a server');
});

journey(
  'of two tabs the later is asked, shown both, and keeps its own as a new workflow',
  async ({ product, page, context }) => {
    const api = new Api(product.url, product.adminKey);
    const { id } = await api.publish(yaml('kept-two-tabs'));
    await signIn(page, product.url, owner);
    await open(page, api, id);
    const other = await context.newPage();
    await open(other, api, id);
    // What one tab saves, the other shows, as long as it has nothing of its own.
    await nameField(page).fill('From the first tab');
    await expect(nameField(other)).toHaveValue('From the first tab');

    const drafts = '**/api/v1/workflows/*/draft';
    await other.route(drafts, (route) => route.abort());
    await nameField(other).fill('From the second tab');
    await expect(saving(other, /not connected · kept here/)).toBeVisible();
    await nameField(page).fill('From the first tab again');
    await expect.poll(async () => (await draftOf(api, id)).steps[0]?.name).toBe('From the first tab again');
    await other.unroute(drafts);
    const asked = other.getByRole('dialog', { name: 'Somebody else changed this draft' });
    await expect(asked).toBeVisible();
    await asked.getByRole('button', { name: 'See theirs' }).click();
    await expect(asked).toContainText('From the first tab again');
    await expect(asked).toContainText('From the second tab');
    expect((await draftOf(api, id)).steps[0]?.name).toBe('From the first tab again');
    await asked.getByRole('button', { name: 'Keep mine as a new workflow' }).click();
    await expect(other).not.toHaveURL(new RegExp(id));
    const own = new URL(other.url()).pathname.split('/').at(-1) ?? '';
    await expect.poll(async () => (await draftOf(api, own)).steps[0]?.name).toBe('From the second tab');
    expect((await draftOf(api, id)).steps[0]?.name).toBe('From the first tab again');
    await other.close();
  },
);

journey(
  'a kind that this server lacks is kept as it was written, named, and never published',
  async ({ product, page }) => {
    const api = new Api(product.url, product.adminKey);
    await signIn(page, product.url, owner);
    await page.goto(`${product.url}/workflows`);
    await page.getByRole('button', { name: 'Import' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import a workflow' });
    const text = dialog.getByRole('textbox', { name: 'Workflow text' });
    await text.fill('name: kept-kind\nsteps:\n  - [\n');
    await dialog.getByRole('button', { name: 'Import' }).click();
    await expect(dialog.getByText(/^Line \d+: /)).toBeVisible();
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'huge.yaml', mimeType: 'application/yaml', buffer: Buffer.alloc(10_000_001, 'x') });
    await expect(dialog).toContainText('huge.yaml is larger than 10 MB');
    await expect(text).toContainText('kept-kind');
    await text.fill('name: kept-kind\nsteps:\n  - { id: note, kind: teleport, with: { to: [Mars] } }\n');
    await dialog.getByRole('button', { name: 'Import' }).click();

    await page.locator('.react-flow__node[data-id="note"]').click();
    await expect(panelOf(page)).toContainText('This server knows no kind “teleport”');
    await nameField(page).fill('Beam');
    await expect(saving(page, /^saved/)).toBeVisible();
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await expect
      .poll(async () => (await draftOf(api, id)).steps)
      .toEqual([{ id: 'note', name: 'Beam', kind: 'teleport', with: { to: ['Mars'] } }]);
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const publish = page.getByRole('dialog');
    await expect(publish).toContainText('One error stands in the way');
    await expect(publish).toContainText('teleport');
    await expect(publish.getByRole('button', { name: 'Publish', exact: true })).toBeDisabled();
  },
);
