import type { Locator, Page } from '@playwright/test';
import type { RunView } from '#lib/contracts/run.ts';
import type { WorkflowView } from '#lib/contracts/workflow.ts';
import { Api, ended, stepOf } from './harness/api.ts';
import { faults } from './harness/axe.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { signIn } from './harness/people.ts';

/** A step is set up: its fields, what completes and previews them, its findings, trying it alone, running the draft. */

const yaml = (name: string) => `
name: ${name}
inputs:
  city: { type: string, default: Oslo, description: Where it is read }
steps:
  - { id: read, kind: transform, with: { set: { degrees: "7", place: "inputs.city" } } }
  - { id: note, kind: template, needs: [read], with: { template: draft } }
`;

type Draft = {
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  steps: ({ id: string; when?: string; with?: Record<string, unknown> } & Record<string, unknown>)[];
};

const panelOf = (page: Page) => page.locator('[data-step-panel]');
const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
const tab = (page: Page, name: string | RegExp) => panelOf(page).getByRole('tab', { name });

async function draftOf(api: Api, id: string): Promise<Draft> {
  return (await api.get<WorkflowView>(`/workflows/${id}`)).draft as Draft;
}
const savedStep = async (api: Api, id: string, step: string) =>
  (await draftOf(api, id)).steps.find((each) => each.id === step);

/** Publishes, opens the editor and the panel of a step. */
async function open(page: Page, api: Api, name: string, step: string, text = yaml(name)): Promise<string> {
  const { id } = await api.publish(text);
  await page.goto(`${api.url}/workflows/${id}`);
  await node(page, step).click();
  await expect(panelOf(page)).toBeVisible();
  return id;
}

/** Replaces what a field for code holds, letter by letter: completion only comes to typing. */
async function write(page: Page, field: Locator, text: string) {
  await field.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

journey(
  'a template is completed from what is upstream and shows what the last run makes of it',
  async ({ product, page }) => {
    const api = new Api(product.url, product.adminKey);
    await signIn(page, product.url, owner);
    const { id: workflow } = await api.publish(yaml('configure-template'));
    const { id: first } = await api.start('configure-template', { city: 'Bergen' });
    await api.run(first, ended);
    await page.goto(`${product.url}/workflows/${workflow}`);
    await node(page, 'note').click();
    const panel = panelOf(page);
    const template = panel.getByRole('textbox', { name: 'Template' });

    // The keyboard writes all of it: names from upstream, then fields of what the last run gave.
    await write(page, template, 'It is {{ st');
    await expect(page.getByRole('option', { name: /^steps/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await page.keyboard.type('.');
    await expect(page.getByRole('option', { name: /^read/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await page.keyboard.type('.output.pl');
    await expect(page.getByRole('option', { name: /^place/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(panel.getByText('It is Bergen')).toBeVisible();
    await expect
      .poll(async () => (await savedStep(api, workflow, 'note'))?.with?.template)
      .toBe('It is {{ steps.read.output.place}}');

    // Another run gives other values.
    const { id: second } = await api.start('configure-template', { city: 'Tromsø' });
    await api.run(second, ended);
    await expect(panel.getByText('It is Tromsø')).toBeVisible();
    await panel.getByRole('button', { name: /Choose another/ }).click();
    await page
      .getByRole('menuitem', { name: /^#\d+, succeeded/ })
      .last()
      .click();
    await expect(panel.getByText('It is Bergen')).toBeVisible();

    // A condition, by the same means.
    await tab(page, /Needs/).click();
    await write(page, panel.getByRole('textbox', { name: 'Only when' }), 'steps.read.output.deg');
    await expect(page.getByRole('option', { name: /^degrees/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await page.keyboard.type(' > 5');
    await expect(panel.getByText('true', { exact: true })).toBeVisible();
    await expect.poll(async () => (await savedStep(api, workflow, 'note'))?.when).toBe('steps.read.output.degrees > 5');
    await page.keyboard.type(' +');
    await expect(panel.getByRole('textbox', { name: 'Only when' })).toHaveAttribute('aria-invalid', 'true');
  },
);

journey(
  'fields know what they take: secrets by name, other workflows, lengths of time, errors in place',
  async ({ product, page }) => {
    const api = new Api(product.url, product.adminKey);
    await api.post('/secrets', { name: 'CONFIGURE_TOKEN', value: 'never to be seen', description: 'of a journey' });
    await api.publish(yaml('configure-child'));
    await signIn(page, product.url, owner);
    const id = await open(
      page,
      api,
      'configure-fields',
      'call',
      `
name: configure-fields
steps:
  - { id: call, kind: http, with: { url: "https://example.org/a" } }
  - { id: child, kind: workflow, with: { workflow: other } }
  - { id: rest, kind: wait, with: { for: 5m } }
`,
    );
    const panel = panelOf(page);
    const headers = panel.getByRole('group', { name: 'Headers' });
    await headers.getByRole('button', { name: 'Add' }).click();
    await headers.getByLabel('Name of entry 1').fill('Authorization');
    await write(page, headers.getByRole('textbox', { name: 'Value of Authorization' }), 'Bearer ');
    await headers.getByRole('button', { name: 'Put a secret here' }).click();
    await page.getByRole('menuitem', { name: 'CONFIGURE_TOKEN' }).click();
    await expect
      .poll(async () => (await savedStep(api, id, 'call'))?.with?.headers)
      .toEqual({ Authorization: 'Bearer {{ secrets.CONFIGURE_TOKEN }}' });
    await expect(page.getByText('never to be seen')).toHaveCount(0);

    await write(page, panel.getByRole('textbox', { name: 'Url' }), 'https://example.org/{{ nobody.x }}');
    await expect(panel.getByRole('textbox', { name: 'Url' })).toHaveAttribute('aria-invalid', 'true');
    await expect(panel.getByText(/nobody/).first()).toBeVisible();

    await page.keyboard.press('Escape');
    await node(page, 'child').click();
    await panel.getByRole('combobox', { name: 'Workflow' }).fill('configure-chi');
    await page.getByRole('option', { name: /configure-child/ }).click();
    await expect.poll(async () => (await savedStep(api, id, 'child'))?.with?.workflow).toBe('configure-child');

    await node(page, 'rest').click();
    const lasts = panel.getByRole('textbox', { name: 'For', exact: true });
    await expect(panel.getByText('5 minutes')).toBeVisible();
    await lasts.fill('1 hour and 30 minutes');
    await lasts.blur();
    await expect(lasts).toHaveValue('90m');
    await expect(panel.getByText('1 hour 30 minutes')).toBeVisible();
  },
);

journey(
  'inputs and outputs of the workflow are set, findings are listed and mended by one click',
  async ({ product, page }) => {
    const api = new Api(product.url, product.adminKey);
    await signIn(page, product.url, owner);
    const name = 'configure-whole';
    const { id } = await api.publish(
      `name: ${name}\ndescription: d\nsteps:\n  - { id: a, kind: template, with: { template: x } }\n`,
    );
    await page.goto(`${product.url}/workflows/${id}`);
    await page.getByRole('button', { name: 'Inputs and settings' }).click();
    const whole = page.getByRole('region', { name: 'Workflow settings' });
    const inputs = whole.getByRole('group', { name: 'Inputs' });
    await inputs.getByRole('button', { name: 'Add an input' }).click();
    await inputs.getByRole('textbox', { name: 'Name', exact: true }).fill('city');
    await inputs.getByRole('textbox', { name: 'Description' }).fill('Where it is read');
    await inputs.getByRole('textbox', { name: 'Default' }).fill('Oslo');
    const outputs = whole.getByRole('group', { name: 'Outputs' });
    await outputs.getByRole('button', { name: 'Add an output' }).click();
    await outputs.getByRole('textbox', { name: 'Name', exact: true }).fill('note');
    await write(page, outputs.getByRole('textbox', { name: 'Value' }), '{{ steps.a.output.txt');
    await expect
      .poll(async () => (await draftOf(api, id)).inputs)
      .toEqual({
        city: { type: 'string', description: 'Where it is read', default: 'Oslo' },
      });
    await expect.poll(async () => (await draftOf(api, id)).outputs).toEqual({ note: '{{ steps.a.output.txt}}' });

    // A finding with one safe fix: a key that is almost right.
    await page.getByRole('button', { name: 'YAML', exact: true }).click();
    const text = page.getByRole('textbox', { name: 'Workflow as YAML' });
    await text.fill(
      `name: ${name}\ndescription: d\nsteps:\n  - { id: a, kind: template, with: { template: "{{ inputs.city }}" }, tiemout: 3s }\ninputs:\n  city: { type: string, default: Oslo }\n`,
    );
    await page.getByRole('button', { name: 'Findings 1' }).click();
    const findings = page.getByRole('region', { name: 'Findings' });
    await expect(findings).toContainText('tiemout');
    await page.getByRole('button', { name: 'Drawing', exact: true }).click();
    await findings.getByRole('button', { name: 'Write timeout' }).click();
    await expect.poll(async () => (await savedStep(api, id, 'a'))?.timeout).toBe('3s');
    // Now that it says something, it can be told that it has no effect here.
    await findings.getByRole('button', { name: 'Remove timeout', exact: true }).click();
    await expect(page.getByRole('button', { name: 'No findings' })).toBeVisible();
    expect(await savedStep(api, id, 'a')).toEqual({
      id: 'a',
      kind: 'template',
      with: { template: '{{ inputs.city }}' },
    });
  },
);

journey('one step is tried alone, and the draft is run before the eyes of who drew it', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  await signIn(page, product.url, owner);
  await open(page, api, 'configure-try', 'note');
  const panel = panelOf(page);
  await panel.getByRole('textbox', { name: 'Template' }).fill('{{ steps.read.output.place }} has {{ inputs.city }}');
  await tab(page, 'Data').click();
  await expect(panel.getByText('This workflow has not run yet.')).toBeVisible();
  const sample = panel.getByRole('textbox', { name: 'Sample as JSON' });
  await sample.fill('{"input": {"city": "Bodø"}, "outputs": ');
  await expect(panel.getByText(/This is no JSON yet/)).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Test this step' })).toBeDisabled();
  await sample.fill('{"input": {"city": "Bodø"}, "outputs": {"read": {"place": "A sample"}}}');
  await panel.getByRole('button', { name: 'Test this step' }).click();
  await expect(panel.getByText('A sample has Bodø').first()).toBeVisible();

  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /The draft/ }).click();
  await dialog.getByLabel('City').fill('Narvik');
  await dialog.getByRole('button', { name: 'Run the draft' }).click();
  const over = page.getByRole('region', { name: 'Run over the drawing' });
  await expect(over).toContainText('of a draft');
  await expect(over).toContainText('Succeeded');
  await expect(node(page, 'note')).toHaveAccessibleName(/succeeded/);
  await expect(panel.getByText('Narvik has Narvik').first()).toBeVisible();
  const { items } = await api.get<{ items: RunView[] }>('/runs?workflow=configure-try');
  const run = items.find(({ draft, status }) => draft && status === 'succeeded');
  expect(stepOf(await api.run(items[0]!.id, ended), 'note').output).toMatchObject({ text: 'Narvik has Narvik' });
  expect(run).toBeDefined();

  // The states leave with the key that brought them; the plan has one, too, and both are in the list of keys.
  await node(page, 'read').focus();
  await page.keyboard.press('r');
  await expect(over).toBeHidden();
  await page.keyboard.press('p');
  await expect(page.getByText('Longest way', { exact: true })).toBeVisible();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys of the editor' });
  await expect(keys).toContainText('the plan: levels, times, the longest way');
  await expect(keys).toContainText('how the steps stood in the last run');
});

journey('the text of a workflow completes keys, kinds, steps and names', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  await signIn(page, product.url, owner);
  const { id } = await api.publish(yaml('configure-text'));
  await page.goto(`${product.url}/workflows/${id}`);
  await page.getByRole('button', { name: 'YAML', exact: true }).click();
  const text = page.getByRole('textbox', { name: 'Workflow as YAML' });
  await text.click();
  await page.keyboard.press('Control+End');
  const take = async (typed: string, option: RegExp) => {
    await page.keyboard.type(typed);
    await expect(page.getByRole('option', { name: option }).first()).toBeVisible();
    await page.keyboard.press('Enter');
  };
  await page.keyboard.type('  - id: last\n');
  await take('ki', /^kind/);
  await take('tem', /^template/);
  await page.keyboard.press('Enter');
  await take('nee', /^needs/);
  await take('[no', /^note/);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await take('whe', /^when/);
  await take('inputs.ci', /^city/);
  await page.keyboard.type(' != ""');
  await expect
    .poll(async () => await savedStep(api, id, 'last'))
    .toMatchObject({ kind: 'template', needs: ['note'], when: 'inputs.city != ""' });
});

journey('the keyboard alone sets up a step; the panel has no serious fault', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  await signIn(page, product.url, owner);
  const { id } = await api.publish(yaml('configure-keys'));
  await page.goto(`${product.url}/workflows/${id}`);
  await node(page, 'read').focus();
  await page.keyboard.press('ArrowRight');
  await expect(node(page, 'note')).toBeFocused();
  await page.keyboard.press('Enter');
  const panel = panelOf(page);
  await expect(panel).toBeFocused();
  const to = async (field: Locator) => {
    await expect
      .poll(
        async () => {
          if (await field.evaluate((it) => it === document.activeElement)) return true;
          await page.keyboard.press('Tab');
          return false;
        },
        { intervals: [20] },
      )
      .toBe(true);
  };
  await to(panel.getByLabel('Name', { exact: true }));
  await page.keyboard.type('By keys');
  await to(panel.getByRole('textbox', { name: 'Template' }));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('{{ inputs.ci');
  await expect(page.getByRole('option', { name: /^city/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(panel.getByText('Oslo', { exact: true })).toBeVisible();
  await expect
    .poll(async () => await savedStep(api, id, 'note'))
    .toMatchObject({ name: 'By keys', with: { template: '{{ inputs.city}}' } });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const name of ['Settings', /Needs/, 'Gate', 'If it fails', 'Data']) {
      await tab(page, name).click();
      await expect(tab(page, name)).toHaveAttribute('aria-selected', 'true');
      expect(await faults(page)).toEqual([]);
    }
  }
});
