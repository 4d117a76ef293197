import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { type Product, startProduct } from './harness/product.ts';

/** The main job, as two people do it: set up, invite, draw, run, sign, read the record. */

const owner = { name: 'Workspace owner', email: 'owner@example.org', password: 'correct horse battery staple' };
const reviewer = { name: 'Release reviewer', email: 'reviewer@example.org', password: 'another long password' };

let product: Product;
test.beforeAll(async () => {
  product = await startProduct();
});
test.afterAll(() => product.stop());

test('from the set-up link to a signed run on the record', async ({ context, page, browser }) => {
  test.slow();
  const guests = await browser.newContext({ viewport: { width: 1440, height: 900 } });

  await test.step('the one-time link makes the owner', () => setUp(page, browser));
  const link = await test.step('a link invites the reviewer', () => invite(context, page));
  const desk = await test.step('the reviewer joins in a second browser', () => join(guests, link));
  await test.step('three steps with a gate are drawn and published', () => draw(page));
  await test.step('a run is started from the page', () => start(page, { Who: 'world', Times: '3' }));
  await test.step('the approval arrives, is modified and signed', () => sign(desk));
  await test.step('the run ends before the eyes of who started it', () => watchEnd(page));
  await test.step('the record shows who, what and the difference', () => readRecord(page));
  await test.step('who starts a run never signs it where the workspace says so', () => fourEyes(page));
  await guests.close();
});

async function setUp(page: Page, browser: Browser) {
  await page.goto(product.setupLink ?? 'the product printed no link');
  await page.getByLabel('Workspace').fill('Paper Mill');
  await page.getByLabel('Your name').fill(owner.name);
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByLabel('Password').fill(owner.password);
  await page.getByRole('button', { name: 'Set up the workspace' }).click();
  await expect(page.getByRole('heading', { name: `Welcome, ${owner.name}` })).toBeVisible();
  // It works once.
  const stranger = await browser.newPage();
  await stranger.goto(product.setupLink ?? '');
  await expect(stranger.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await stranger.close();
}

async function invite(context: BrowserContext, page: Page): Promise<string> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: product.url });
  await page.goto(`${product.url}/settings/members`);
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill(reviewer.email);
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await expect(dialog).toContainText(link);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: reviewer.email })).toContainText('open');
  return link;
}

async function join(guests: BrowserContext, link: string): Promise<Page> {
  const page = await guests.newPage();
  await page.goto(link);
  await expect(page.getByText(`${owner.name} invites ${reviewer.email} as reviewer.`)).toBeVisible();
  await page.getByLabel('Your name').fill(reviewer.name);
  await page.getByLabel('Choose a password').fill(reviewer.password);
  await page.getByRole('button', { name: 'Join Paper Mill' }).click();
  await expect(page).toHaveURL(`${product.url}/`);
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Approvals' }).click();
  await expect(page.getByText('Nothing waits for you')).toBeVisible();
  // A reload would take this mark away.
  await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
  return page;
}

async function draw(page: Page) {
  await page.goto(`${product.url}/workflows/new`);
  await page.getByLabel('Name', { exact: true }).fill('greeting');
  await page.getByRole('button', { name: 'Draw it' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing is drawn yet' })).toBeVisible();

  await page.getByRole('button', { name: 'Inputs and settings' }).click();
  const inputs = page.getByRole('region', { name: 'Workflow settings' }).getByRole('group', { name: 'Inputs' });
  for (const [at, name] of ['who', 'times'].entries()) {
    await inputs.getByRole('button', { name: 'Add an input' }).click();
    await inputs.getByRole('textbox', { name: 'Name', exact: true }).nth(at).fill(name);
    await inputs.getByRole('textbox', { name: 'Description' }).nth(at).click();
  }
  await inputs.getByRole('combobox', { name: 'Type of times' }).click();
  await page.getByRole('option', { name: 'Whole number' }).click();

  const palette = page.getByRole('toolbar', { name: 'Steps to add' });
  const tab = (name: string | RegExp) => panel.getByRole('tab', { name });
  const panel = page.locator('[data-step-panel]');

  await palette.getByRole('button', { name: 'Shell' }).click();
  await panel.getByLabel('Id', { exact: true }).fill('collect');
  await panel.getByLabel('Id', { exact: true }).press('Enter');
  await expect(page.getByRole('region', { name: 'Step collect' })).toBeVisible();
  await panel.getByRole('textbox', { name: 'Run', exact: true }).fill('echo "$WHO has come $TIMES times"');
  const env = panel.getByRole('group', { name: 'Env' });
  for (const [at, [name, value]] of Object.entries({
    WHO: '{{ inputs.who }}',
    TIMES: '{{ inputs.times }}',
  }).entries()) {
    await env.getByRole('button', { name: 'Add' }).click();
    await env.getByLabel(`Name of entry ${at + 1}`).fill(name);
    await env.getByLabel(`Value of ${name}`).fill(value);
  }

  // The next one is connected to the selected step by itself.
  await palette.getByRole('button', { name: 'Template' }).click();
  await expect(page.getByRole('region', { name: 'Step template' })).toBeVisible();
  await panel.getByLabel('Name', { exact: true }).fill('Write the note');
  await panel.getByRole('textbox', { name: 'Template' }).fill('Draft: {{ steps.collect.output.stdout }}');
  await tab('Gate').click();
  await panel.getByRole('button', { name: 'Add a gate' }).click();
  await panel.getByLabel('Question').fill('May this note go out?');
  await panel.getByText('What they may do', { exact: true }).click();
  await panel.getByLabel('Fields that may be edited').fill('text');
  await tab(/Needs/).click();
  await expect(panel.getByLabel('Step 1 it needs')).toHaveValue('collect');

  // The third is dragged in and connected by hand.
  const canvas = page.getByRole('region', { name: 'Drawing' });
  const node = (id: string) => canvas.locator(`.react-flow__node[data-id="${id}"]`);
  await palette.getByRole('button', { name: 'Shell' }).dragTo(canvas, { targetPosition: { x: 330, y: 560 } });
  await expect(page.getByRole('region', { name: 'Step shell' })).toBeVisible();
  await node('template')
    .locator('.react-flow__handle.source')
    .dragTo(node('shell').locator('.react-flow__handle.target'));
  await tab(/Needs/).click();
  await expect(panel.getByLabel('Step 1 it needs')).toHaveValue('template');
  await tab('Settings').click();
  await panel.getByLabel('Name', { exact: true }).fill('Keep the note');
  await panel.getByRole('textbox', { name: 'Run', exact: true }).fill('printf "%s" "$NOTE" > note.txt; cat note.txt');
  await env.getByRole('button', { name: 'Add' }).click();
  await env.getByLabel('Name of entry 1').fill('NOTE');
  await env.getByLabel('Value of NOTE').fill('{{ steps.template.output.text }}');

  await expect(page.getByRole('status').filter({ hasText: /^saved/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'No findings' })).toBeVisible();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('Version 1 is published')).toBeVisible();
}

async function start(page: Page, input: Record<string, string>) {
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const dialog = page.getByRole('dialog');
  for (const [label, value] of Object.entries(input)) await dialog.getByLabel(label).fill(value);
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page).toHaveURL(/\/runs\/[^/]+$/);
  await expect(page.getByText(/Waiting for .* to decide Write the note/).first()).toBeVisible();
  await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
}

const neverReloaded = (page: Page) => page.evaluate(() => 'neverReloaded' in window);

async function sign(page: Page) {
  await page.getByRole('button', { name: /May this note go out\?/ }).click();
  await expect(page.getByText('Draft: world has come 3 times')).toBeVisible();
  const decide = page.getByRole('group', { name: 'Decide' });
  await decide.getByRole('button', { name: /Modify/ }).click();
  await expect(page.getByText('Nothing is changed yet.')).toBeVisible();
  await page.getByLabel('text', { exact: true }).fill('Signed: world has come three times');
  await expect(page.getByRole('heading', { name: 'One field changed' })).toBeVisible();
  const difference = page.getByRole('region', { name: 'Change of text' });
  await expect(difference).toContainText('removed: Draft: world has come 3 times');
  await expect(difference).toContainText('added: Signed: world has come three times');
  await page.getByLabel('Comment', { exact: true }).fill('A note is no draft.');
  await page.getByRole('button', { name: 'Sign with these changes' }).click();
  await expect(page.getByText(`${reviewer.name} modified`)).toBeVisible();
  expect(await neverReloaded(page)).toBe(true);
}

async function watchEnd(page: Page) {
  await expect(page.getByText(`${reviewer.name} modified`)).toBeVisible();
  await expect(page.getByText(/succeeded/i).first()).toBeVisible();
  await page.getByRole('tab', { name: 'Steps' }).click();
  await page
    .getByRole('tabpanel', { name: 'Steps' })
    .getByRole('button', { name: /Keep the note/ })
    .click();
  await expect(page.getByRole('article', { name: 'Keep the note' })).toContainText(
    'Signed: world has come three times',
  );
  expect(await neverReloaded(page)).toBe(true);
}

async function readRecord(page: Page) {
  await page.getByRole('link', { name: 'Record', exact: true }).last().click();
  await expect(page).toHaveURL(/\/record\?runId=/);
  const entries = page.getByRole('list', { name: 'Entries, newest first' });
  await entries.getByRole('button', { name: `${reviewer.name} modified Write the note in greeting #1` }).click();
  const entry = page.getByRole('article', { name: /^Entry/ });
  await expect(entry.getByRole('heading', { name: 'One field changed' })).toBeVisible();
  await expect(entry).toContainText('removed: Draft: world has come 3 times');
  await expect(entry).toContainText('added: Signed: world has come three times');
  await expect(entry).toContainText(reviewer.email);
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText(/Verified to entry \d+/)).toBeVisible();
}

async function fourEyes(page: Page) {
  await page.goto(`${product.url}/settings/workspace`);
  await page.getByRole('radio', { name: /Never/ }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved the workspace')).toBeVisible();
  await page.goto(`${product.url}/workflows/greeting`);
  await start(page, { Who: 'nobody', Times: '0' });
  await page.getByRole('link', { name: 'Decide' }).first().click();
  await expect(page.getByText('You cannot let this pass')).toBeVisible();
  await expect(page.getByText('Somebody else has to decide this: you started this run.')).toBeVisible();
  const approve = page.getByRole('group', { name: 'Decide' }).getByRole('button', { name: /Approve/ });
  await expect(approve).toBeDisabled();
  // A page may be wrong; the server decides.
  const refused = await page.evaluate(async () => {
    const path = `/api/v1/approvals/${location.pathname.split('/').at(-1)}`;
    const { digest } = await (await fetch(path)).json();
    const answer = await fetch(`${path}/decisions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'approve', digest }),
    });
    return [answer.status, (await answer.json()).code];
  });
  expect(refused).toEqual([403, 'self_approval']);
}
