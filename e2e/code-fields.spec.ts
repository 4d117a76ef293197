import type { Locator, Page } from '@playwright/test';
import type { WorkflowView } from '#lib/contracts/workflow.ts';
import { Api, ended } from './harness/api.ts';
import { faults } from './harness/axe.ts';
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
  await expect(other.getByRole('button', { name: 'Undo' })).toBeDisabled();
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

const upstream = (name: string) => `
name: ${name}
inputs:
  city: { type: string, default: Oslo }
steps:
  - { id: read, kind: transform, with: { set: { place: "inputs.city", list: "[1, 2]" } } }
  - id: each
    kind: map
    needs: [read]
    with:
      over: "{{ steps.read.output.list }}"
      concurrency: "{{ steps.read.output.list.size }}"
      steps: [{ id: x, kind: template, with: { template: "{{ item }}" } }]
  - id: tell
    kind: shell
    needs: [read]
    with: { run: echo done }
    cache: { ttl: 1h }
    undo: { kind: shell, with: { run: echo undone, env: { WHAT: nothing } } }
  - { id: beside, kind: template, with: { template: x } }
concurrency: { key: all }
onFailure: { rollback: true, notify: [{ channel: log, subject: It failed }] }
`;

/** Types code from its first letters on by what is offered, and leaves the list closed. */
async function take(page: Page, typed: string, option: RegExp) {
  await page.keyboard.type(typed);
  await expect(page.getByRole('option', { name: option })).toBeVisible();
  await page.keyboard.press('Enter');
}

journey(
  'every place that takes code completes it from what it can read, and shows what the last run makes of it',
  async ({ product, page }) => {
    const api = new Api(product.url, product.adminKey);
    const { id } = await api.publish(upstream('fields-everywhere'));
    await api.run((await api.start('fields-everywhere', { city: 'Bergen' })).id, ended);
    await signIn(page, product.url, owner);
    await open(page, api, id, 'tell');
    const panel = panelOf(page);
    const stepOf = async () => (await draftOf(api, id)).steps.find((each) => each.id === 'tell');
    const begin = async (field: Locator) => {
      await field.click();
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Delete');
    };

    await panel.getByRole('tab', { name: 'If it fails' }).click();
    const key = panel.getByRole('textbox', { name: 'Kept apart by' });
    await begin(key);
    await page.keyboard.type('{{ steps.');
    await expect(page.getByRole('option', { name: /^read/ })).toBeVisible();
    // Only what is upstream, and never itself: the key is made before it runs.
    await expect(page.getByRole('option')).toHaveCount(1);
    await page.keyboard.press('Enter');
    await take(page, '.output.pl', /^place/);
    await expect(panel.getByText('Bergen', { exact: true })).toBeVisible();

    const undo = panel.getByRole('group', { name: 'How it is taken back' });
    await begin(undo.getByRole('textbox', { name: 'Value of WHAT' }));
    await page.keyboard.type('{{ steps.');
    await expect(page.getByRole('option', { name: /^tell/ })).toBeVisible();
    await take(page, 'tell.output.stdo', /^stdout/);
    await expect(undo.getByText('done', { exact: true })).toBeVisible();
    await expect.poll(stepOf).toMatchObject({
      cache: { key: '{{ steps.read.output.place}}' },
      undo: { with: { env: { WHAT: '{{ steps.tell.output.stdout}}' } } },
    });

    await panel.getByRole('tab', { name: 'Gate' }).click();
    await panel.getByRole('button', { name: 'Add a gate' }).click();
    await panel.getByRole('textbox', { name: 'Question' }).fill('Is {{ inputs.city }} right?');
    await expect(panel.getByText(/people read the braces as they stand/)).toBeVisible();
    await panel.getByRole('textbox', { name: 'Question' }).fill('Is it right?');
    await expect(panel.getByText(/people read the braces as they stand/)).toHaveCount(0);
    await begin(panel.getByRole('textbox', { name: 'And whoever an expression names' }));
    await take(page, 'steps.read.output.pl', /^place/);
    await expect(panel.getByText('Bergen', { exact: true })).toBeVisible();
    await expect
      .poll(async () => (await stepOf())?.gate)
      .toMatchObject({ reviewers: { expression: 'steps.read.output.place' } });

    await page.getByRole('button', { name: 'Inputs and settings' }).click();
    const whole = page.getByRole('region', { name: 'Workflow settings' });
    await begin(whole.getByRole('textbox', { name: 'Runs share a limit by' }));
    await page.keyboard.type('{{ ');
    await expect(page.getByRole('option', { name: /^inputs/ })).toBeVisible();
    // No run has begun: there are no steps to read.
    await expect(page.getByRole('option', { name: /^steps/ })).toHaveCount(0);
    await page.keyboard.type('inputs.');
    await take(page, 'ci', /^city/);
    await expect(whole.getByText('Bergen', { exact: true })).toBeVisible();
    await begin(whole.getByRole('textbox', { name: 'Subject' }));
    await take(page, '{{ run.failure.me', /^message/);
    await expect
      .poll(async () => await draftOf(api, id))
      .toMatchObject({
        concurrency: { key: '{{ inputs.city}}' },
        onFailure: { notify: [{ subject: '{{ run.failure.message}}' }] },
      });
  },
);

journey(
  'a number or a list that comes from a template is shown as it is, with a way to it and back',
  async ({ product, page }) => {
    const api = new Api(product.url, product.adminKey);
    const { id } = await api.publish(upstream('fields-either-way'));
    await signIn(page, product.url, owner);
    await open(page, api, id, 'each');
    const panel = panelOf(page);
    const many = panel.getByRole('textbox', { name: 'Concurrency' });
    await expect(many).toHaveText('{{ steps.read.output.list.size }}');
    await panel.getByRole('button', { name: 'Give “Concurrency” by hand' }).click();
    await expect(many).toHaveValue('');
    await many.fill('4');
    await expect.poll(async () => (await withOf(api, id, 'each'))?.concurrency).toBe(4);
    await panel.getByRole('button', { name: 'Fill “Concurrency” from a value' }).click();
    await expect(many).toHaveText('4');
    await expect(many).toBeFocused();
    await page.keyboard.press('Control+a');
    await take(page, '{{ inputs.ci', /^city/);
    await expect.poll(async () => (await withOf(api, id, 'each'))?.concurrency).toBe('{{ inputs.city}}');
    // Emptied, it stays the field one types in.
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.type('7');
    await expect.poll(async () => (await withOf(api, id, 'each'))?.concurrency).toBe(7);

    await node(page, 'tell').click();
    await panel.getByRole('button', { name: 'Fill “Env” from a value' }).click();
    await take(page, '{{ steps.read.output', /^output/);
    await expect.poll(async () => (await withOf(api, id, 'tell'))?.env).toBe('{{ steps.read.output}}');
  },
);

journey('a number is typed letter by letter where any value may stand', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const { id } = await api.publish(
    `name: fields-any-value\nsteps:\n  - { id: run, kind: shell, with: { run: echo, env: { A: "" } } }\n`,
  );
  await signIn(page, product.url, owner);
  await open(page, api, id, 'run');
  await panelOf(page).getByRole('textbox', { name: 'Value of A' }).click();
  await page.keyboard.type('1.05');
  await expect.poll(async () => (await withOf(api, id, 'run'))?.env).toEqual({ A: 1.05 });
});

journey('what is not known of secrets is not called none', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const { id } = await api.publish(
    `name: fields-secrets\nsteps:\n  - { id: call, kind: http, with: { url: "https://example.org", headers: { A: b } } }\n`,
  );
  await signIn(page, product.url, owner);
  await api.post('/secrets', { name: 'FIELDS_TOKEN', value: 'never to be seen', description: 'of a journey' });
  const answers = { fail: true };
  await page.route('**/api/v1/secrets', (route) =>
    answers.fail
      ? route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"code":"busy","title":"Busy"}' })
      : route.continue(),
  );
  await open(page, api, id, 'call');
  await panelOf(page).getByRole('button', { name: 'Put a secret here' }).first().click();
  const again = page.getByRole('menuitem', { name: 'Their names could not be read: try again' });
  await expect(again).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('No secret yet')).toHaveCount(0);
  answers.fail = false;
  await again.click();
  await panelOf(page).getByRole('button', { name: 'Put a secret here' }).first().click();
  await expect(page.getByRole('menuitem', { name: 'FIELDS_TOKEN' })).toBeVisible();
});

const kinds = `
name: fields-of-kinds
inputs:
  files: { type: array, default: [a] }
outputs:
  all: { names: "{{ inputs.files }}", of: test }
steps:
  - { id: watch, kind: watch, with: { window: 5m, probe: { http: { url: "https://example.org" } }, tripWhen: [error_rate > 5%] } }
  - { id: map, kind: map, with: { over: "{{ inputs.files }}", concurrency: "{{ inputs.files.size }}", steps: [{ id: x, kind: template, with: { template: "{{ item }}" } }] } }
  - { id: http, kind: http, with: { url: "https://example.org", headers: { A: b }, expect: { status: [200, 2xx] } } }
  - { id: wait, kind: wait, with: { event: paid, match: event.data.sum > 3, for: 5m } }
  - { id: assert, kind: assert, with: { that: [1 == 1, { when: 2 == 2, message: no }] } }
  - { id: gate, kind: gate, with: { payload: { a: "{{ inputs.files }}" } }, gate: { title: "Ship {{ it }}?" } }
  - { id: notify, kind: notify, with: { channel: log, subject: done } }
`;

journey('the settings of kinds have no serious fault, by day and by night', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const { id } = await api.publish(kinds);
  await signIn(page, product.url, owner);
  await open(page, api, id, 'watch');
  const panel = panelOf(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const step of ['watch', 'map', 'http', 'wait', 'assert', 'notify', 'gate']) {
      await node(page, step).click();
      await expect(panel.getByRole('heading', { name: step })).toBeVisible();
      // Fields for code come a moment later.
      await expect(panel.locator('pre[aria-hidden]')).toHaveCount(0);
      expect(await faults(page), step).toEqual([]);
    }
    await panel.getByRole('tab', { name: 'Gate' }).click();
    await expect(panel.getByText(/people read the braces as they stand/)).toBeVisible();
    expect(await faults(page)).toEqual([]);
    await panel.getByRole('tab', { name: 'Settings' }).click();
  }
});

journey(
  'kinds are filled in with what they know: signals, conditions, answers, channels',
  async ({ product, page }) => {
    const api = new Api(product.url, product.adminKey);
    const { id } = await api.publish(kinds.replace('fields-of-kinds', 'fields-of-some-kinds'));
    await signIn(page, product.url, owner);
    await open(page, api, id, 'wait');
    const panel = panelOf(page);
    await panel.getByRole('textbox', { name: 'Match' }).click();
    await page.keyboard.press('Control+a');
    await take(page, 'event.da', /^data/);
    await expect.poll(async () => (await withOf(api, id, 'wait'))?.match).toBe('event.data');

    await node(page, 'assert').click();
    await panel.getByRole('combobox', { name: 'That 1' }).click();
    await page.getByRole('option', { name: /what is said/ }).click();
    await expect
      .poll(async () => (await withOf(api, id, 'assert'))?.that)
      .toEqual([
        { when: '1 == 1', message: '' },
        { when: '2 == 2', message: 'no' },
      ]);

    await node(page, 'http').click();
    await panel.getByRole('textbox', { name: 'Status 1' }).fill('4xx');
    await panel.getByRole('textbox', { name: 'Status 2' }).fill('201');
    await expect.poll(async () => (await withOf(api, id, 'http'))?.expect).toEqual({ status: ['4xx', 201] });

    // A value of several parts shows what all of it comes to.
    await node(page, 'gate').click();
    await expect(panel.getByText('{"a":["a"]}')).toBeVisible();

    await page.getByRole('button', { name: 'Inputs and settings' }).click();
    await expect(page.getByRole('group', { name: 'Outputs' }).getByText('{"names":["a"],"of":"test"}')).toBeVisible();

    await api.post('/channels', {
      name: 'Fields team',
      kind: 'webhook',
      url: 'https://team.example.org/in',
      about: [],
    });
    await node(page, 'notify').click();
    await panel.getByRole('combobox', { name: 'Channel' }).fill('fields');
    await page.getByRole('option', { name: /Fields team/ }).click();
    await expect.poll(async () => (await withOf(api, id, 'notify'))?.channel).toBe('Fields team');
  },
);
