import type { Locator, Page } from '@playwright/test';
import type { WorkflowView } from '#lib/contracts/workflow.ts';
import { Api } from './harness/api.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { signIn } from './harness/people.ts';

/** Fields for code among the rest of the editor: what is set from outside, what is said of them, what they take. */

const yaml = (name: string) => `
name: ${name}
inputs:
  city: { type: string, default: Oslo }
steps:
  - { id: note, kind: template, with: { template: before } }
outputs:
  first: one
  second: two
`;

type Draft = { outputs?: Record<string, unknown>; steps: (Record<string, unknown> & { id: string })[] };

const panelOf = (page: Page) => page.locator('[data-step-panel]');
const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
const draftOf = async (api: Api, id: string) => (await api.get<WorkflowView>(`/workflows/${id}`)).draft as Draft;
const withOf = async (api: Api, id: string, step = 'note') =>
  (await draftOf(api, id)).steps.find((each) => each.id === step)?.with as Record<string, unknown> | undefined;
const tool = (page: Page, name: string) =>
  page.getByRole('toolbar', { name: 'Editor' }).getByRole('button', { name, exact: true });

async function open(page: Page, api: Api, id: string, step = 'note') {
  await page.goto(`${api.url}/workflows/${id}`);
  await node(page, step).click();
  await expect(panelOf(page)).toBeVisible();
}

async function write(page: Page, field: Locator, text: string) {
  await field.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

journey('what is taken back stays so and can be done again, while its field is in sight', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const { id } = await api.publish(yaml('fields-taken-back'));
  await signIn(page, product.url, owner);
  await open(page, api, id);
  const template = panelOf(page).getByRole('textbox', { name: 'Template' });
  const text = page.getByRole('textbox', { name: 'Workflow as YAML' });
  const step = panelOf(page).getByRole('textbox', { name: 'Step note as YAML' });
  const saved = (typed: string) => expect.poll(async () => (await withOf(api, id))?.template).toBe(typed);
  await write(page, template, 'after');
  await saved('after');
  for (const [place, shown] of [
    ['Drawing', template],
    ['YAML', text],
    ['the tab', step],
  ] as const) {
    if (place === 'the tab') {
      await tool(page, 'Drawing').click();
      await panelOf(page).getByRole('tab', { name: 'YAML' }).click();
    } else await tool(page, place).click();
    await expect(shown).toContainText('after');
    await tool(page, 'Undo').click();
    await expect(shown).toContainText('before');
    // Once it is saved, whatever a field might have made of it has come too.
    await saved('before');
    await expect(tool(page, 'Undo')).toBeDisabled();
    await tool(page, 'Redo').click();
    await expect(shown).toContainText('after');
    await saved('after');
    await expect(tool(page, 'Redo')).toBeDisabled();
  }
});

journey('of two tabs one types and the other follows, with the same field open', async ({ product, page, context }) => {
  const api = new Api(product.url, product.adminKey);
  const { id } = await api.publish(yaml('fields-two-tabs'));
  await signIn(page, product.url, owner);
  await open(page, api, id);
  const other = await context.newPage();
  await open(other, api, id);
  const sent: string[] = [];
  other.on('request', (request) => {
    if (request.method() === 'PUT') sent.push(request.url());
  });
  const field = (on: Page) => panelOf(on).getByRole('textbox', { name: 'Template' });
  for (const typed of ['It is {{ inputs.city }}', 'It was {{ inputs.city }}', 'x']) {
    await write(page, field(page), typed);
    const whole = typed.replace(' }}', '');
    await expect(field(other)).toContainText(whole);
    await expect.poll(async () => (await withOf(api, id))?.template).toContain(whole);
  }
  await expect(page.getByRole('status').filter({ hasText: /^saved/ })).toBeVisible();
  // What it shows is the other's: it has nothing to save, and nobody is asked whose draft to keep.
  expect(sent).toEqual([]);
  await other.close();
});

journey('the keys that take back in a field know nothing of another card', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const { id } = await api.publish(yaml('fields-cards'));
  await signIn(page, product.url, owner);
  await page.goto(`${api.url}/workflows/${id}`);
  await page.getByRole('button', { name: 'Inputs and settings' }).click();
  const outputs = page.getByRole('group', { name: 'Outputs' });
  const value = outputs.getByRole('textbox', { name: 'Value' }).first();
  await write(page, value, 'three');
  await outputs.getByRole('button', { name: 'Remove the output first' }).click();
  await expect(value).toHaveText('two');
  await value.click();
  await page.keyboard.press('Control+z');
  await page.keyboard.type('!');
  await expect.poll(async () => (await draftOf(api, id)).outputs).toEqual({ second: expect.stringContaining('!') });
  expect(String((await draftOf(api, id)).outputs?.second).replace('!', '')).toBe('two');
});

journey('a field for code is named, described and reached as any other', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const { id } = await api.publish(yaml('fields-described'));
  await signIn(page, product.url, owner);
  await open(page, api, id);
  const panel = panelOf(page);
  const template = panel.getByRole('textbox', { name: 'Template' });
  await expect(template).toHaveAccessibleDescription(/^Liquid: /);
  await expect(template).toHaveAttribute('aria-required', 'true');
  await panel.locator('label', { hasText: /^Template/ }).click();
  await expect(template).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('{{ nobody.x');
  await expect(template).toHaveAccessibleDescription(/Liquid: .*Nothing is called "nobody" here/);
  await expect(template).toHaveAttribute('aria-invalid', 'true');
});

journey('no key begins a second line where there is only one', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const { id } = await api.publish(yaml('fields-one-line'));
  await signIn(page, product.url, owner);
  await open(page, api, id);
  await panelOf(page).getByRole('tab', { name: /Needs/ }).click();
  const when = panelOf(page).getByRole('textbox', { name: 'Only when' });
  await when.click();
  await page.keyboard.type('inputs.city');
  await page.keyboard.press('Escape');
  for (const keys of ['Enter', 'Shift+Enter', 'Control+Enter', 'Alt+Enter', 'Control+Shift+Enter'])
    await page.keyboard.press(keys);
  await page.keyboard.type(' != ""');
  await expect.poll(async () => (await draftOf(api, id)).steps[0]?.when).toMatch(/^inputs\.city != ""*$/);
});
