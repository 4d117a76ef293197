import { join, resolve } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { Api, ended } from './harness/api.ts';
import { owner as admin } from './harness/journey.ts';
import { addPerson, type Person, signIn } from './harness/people.ts';
import { type Product, startProduct } from './harness/product.ts';

/** One gate in four browsers at once: who started it, two who have to sign, and one who only looks on. Takes pictures. */

const images = process.env.SCREENSHOTS ? resolve(import.meta.dirname, '../docs/images') : null;
const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

const notes = `
name: Release check
inputs:
  version: { type: string, default: v1.5.0 }
  thanks: { type: string, default: "" }
steps:
  - id: facts
    name: Collect the commits
    kind: shell
    with: { run: "echo '4 commits since v1.4.0'" }
  - id: notes
    name: Write the notes
    kind: template
    needs: [facts]
    with:
      template: |
        # Release notes {{ inputs.version }}

        4 commits since **v1.4.0**.

        - Gates with levels, reminders and escalation
        - An inbox that is walked by the keyboard
        - A run never starts a second time

        {{ inputs.thanks }}
    gate:
      placement: after
      title: May these release notes go out to our readers?
      description: Read **all** of it. It is mailed to everybody.
      reviewers: { groups: [release-team] }
      quorum: 2
      secondReviewer: [text]
      due: 4h
      remind: 2h
      escalate: { after: 3h, to: { users: [owner@example.org] } }
  - { id: publish, name: Publish the notes, kind: template, needs: [notes], with: { template: "{{ steps.notes.output.text }}" } }
  - { id: tell, name: Tell the readers, kind: template, needs: [publish], with: { template: told } }
`;

const payout = `
name: Supplier payout
steps:
  - id: pay
    name: Pay the suppliers
    kind: http
    with:
      method: POST
      url: "https://bank.example.org/transfers"
      body:
        on: "2030-11-30"
        urgent: false
        transfers:
          - { to: Paper mill, amount: 1250.5, reference: R-1001 }
          - { to: Printer, amount: 980, reference: R-1002 }
          - { to: Courier, amount: 122.4, reference: R-1003 }
    gate: { title: Shall these transfers be paid?, placement: before, reviewers: { groups: [release-team] }, due: 1s, secondReviewer: [body.transfers] }
`;

const load = `
name: Nightly import
steps:
  - id: load
    name: Load the file
    kind: shell
    with: { run: "echo 'the file is not there yet' >&2; exit 3" }
    gate: { placement: onFailure, title: The import failed. Run it again?, reviewers: { groups: [release-team] } }
`;

let product: Product;
let author: Person;
let first: Person;
let second: Person;
let third: Person;

test.use({ viewport: wide, reducedMotion: 'reduce', colorScheme: 'light' });
test.beforeAll(async () => {
  product = await startProduct({ admin });
  const api = new Api(product.url, product.adminKey);
  const add = (name: string, role: 'editor' | 'reviewer') =>
    addPerson(api, { name, email: `${name.split(' ')[0]?.toLowerCase()}@example.org`, role });
  author = await add('Workflow author', 'editor');
  first = await add('First reviewer', 'reviewer');
  second = await add('Second reviewer', 'reviewer');
  third = await add('Third reviewer', 'reviewer');
  await api.post('/groups', { name: 'release-team', members: [first.id, second.id, third.id] });
});
test.afterAll(() => product.stop());

async function picture(page: Page, name: string) {
  if (!images) return;
  await expect(page.getByRole('status', { name: /Reading|Opening/ })).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(images, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

async function deskOf(browser: Browser, who: Person, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: wide, reducedMotion: 'reduce', colorScheme: 'light' });
  const page = await context.newPage();
  await signIn(page, product.url, who, path);
  return page;
}

const decide = (page: Page) => page.getByRole('group', { name: 'Decide' });
const signatures = (page: Page) => page.getByRole('region', { name: 'Signatures' });

/** After a decision the next case has come; back to the one that was signed. */
async function comeBack(page: Page, gate: string) {
  await expect(page).not.toHaveURL(`${product.url}/approvals/${gate}`);
  await page.goBack();
  await expect(page.getByText('You have signed this')).toBeVisible();
}

/** Approves a gate by the API, as two people have to. */
async function approve(gate: string, ...people: Person[]) {
  for (const { api } of people) {
    const { digest } = await api.get<ApprovalView>(`/approvals/${gate}`);
    await api.post(`/approvals/${gate}/decisions`, { action: 'approve', digest });
  }
}

test('an edit voids the other signature, everybody sees it live, and the gate closes everywhere at once', async ({
  browser,
}) => {
  test.slow();
  const { id } = await author.api.publish(notes);
  const earlier = await author.api.start(id, { version: 'v1.4.9' });
  await approve(await author.api.gate(earlier.id, 'notes'), first, second);
  await author.api.run(earlier.id, ended);
  for (const spec of [load, payout]) {
    const made = await author.api.publish(spec);
    await author.api.start(made.id);
  }

  const start = await deskOf(browser, author, `/workflows/${id}`);
  await start.getByRole('button', { name: 'Run', exact: true }).click();
  const dialog = start.getByRole('dialog');
  await dialog.getByLabel('Thanks').fill('Thanks to everybody who reported something.');
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(start).toHaveURL(/\/runs\/[^/]+$/);
  const run = start.url().split('/').at(-1) ?? '';
  const gate = await author.api.gate(run, 'notes');
  const [one, two, looker] = await Promise.all([
    deskOf(browser, first, `/approvals/${gate}`),
    deskOf(browser, second, `/approvals/${gate}`),
    deskOf(browser, third, `/approvals/${gate}`),
  ]);

  await test.step('the first signs; the others see one of two places filled', async () => {
    await decide(one)
      .getByRole('button', { name: /Approve/ })
      .click();
    await one.getByRole('button', { name: 'Sign and approve' }).click();
    await comeBack(one, gate);
    for (const page of [two, looker]) {
      await expect(signatures(page)).toContainText('First reviewer approved');
      await expect(signatures(page)).toContainText('1 of 2 reviewers');
    }
    await two.getByRole('button', { name: /^Since #1 was approved/ }).click();
    await expect(two.getByRole('region', { name: 'Change of text' })).toContainText('v1.5.0');
    await two.getByRole('button', { name: 'As it is' }).click();
    await expect(two.locator('.react-flow__node')).toHaveCount(4);
    await picture(two, 'inbox');
    await two.emulateMedia({ colorScheme: 'dark' });
    await picture(two, 'inbox-dark');
    await two.emulateMedia({ colorScheme: 'light' });
    await two.setViewportSize(phone);
    await picture(two, 'inbox-phone');
    await two.setViewportSize(wide);
  });

  await test.step('the second changes a field that asks for somebody else too', async () => {
    await decide(two)
      .getByRole('button', { name: /Modify/ })
      .click();
    await expect(two.getByText('asks a second person').first()).toBeVisible();
    const text = two.getByLabel('text', { exact: true });
    await text.fill((await text.inputValue()).replace('4 commits', 'Four commits'));
    await expect(two.getByText('Somebody else has to approve this change too')).toBeVisible();
    await two.getByRole('button', { name: 'Sign with these changes' }).click();
    await comeBack(two, gate);
  });

  await test.step('the first learns that the own signature counts no more, and looks again', async () => {
    await expect(one.getByText('This changed since you looked at it')).toBeVisible();
    await expect(one.getByText('signed what stood here before it was changed')).toBeVisible();
    await expect(one.getByRole('region', { name: 'Change of text' })).toContainText('Four commits');
    await one.getByRole('button', { name: 'I have seen it' }).click();
    await decide(one)
      .getByRole('button', { name: /Approve/ })
      .click();
    await one.getByRole('button', { name: 'Sign and approve' }).click();
  });

  await test.step('it is closed for everybody, who decided is told, and the run goes on', async () => {
    await expect(looker.getByText('First reviewer approved it.')).toBeVisible();
    await expect(two.getByText('First reviewer approved it.')).toBeVisible();
    for (const page of [two, looker]) await expect(decide(page)).toHaveCount(0);
    await author.api.run(run, ended);
    await expect(start.getByText(/succeeded/i).first()).toBeVisible();
  });

  const { steps } = await author.api.run(run, ended);
  expect(steps.find(({ id: step }) => step === 'publish')?.output).toMatchObject({
    text: expect.stringContaining('Four commits'),
  });
  for (const page of [start, one, two, looker]) await page.context().close();
});

test('rows of a payload are edited as rows, and a list of things is decided at once', async ({ browser }) => {
  const { items } = await author.api.get<{ items: { id: string; workflowName: string }[] }>('/approvals?limit=50');
  const pay = items.find(({ workflowName }) => workflowName === 'Supplier payout');
  const page = await deskOf(browser, first, `/approvals/${pay?.id}`);
  await page.getByRole('button', { name: 'amount', exact: true }).click();
  await expect(page.getByRole('columnheader', { name: 'amount' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(page.getByRole('table', { name: 'transfers' }).getByRole('row').nth(1)).toContainText('Courier');

  await decide(page)
    .getByRole('button', { name: /Modify/ })
    .click();
  await page.getByLabel('amount of row 2').fill('990');
  await page.getByRole('button', { name: 'Remove row 3' }).click();
  await expect(page.getByRole('heading', { name: '2 fields changed' })).toBeVisible();
  await picture(page, 'approval-edit');
  await page.getByLabel('amount of row 2').fill('none');
  await expect(page.getByText('Something you typed is no value yet')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign with these changes' })).toBeDisabled();
  await page.getByRole('button', { name: 'Not now' }).click();

  for (let at = 0; at < 6; at++) await author.api.start('nightly-import');
  await page.goto(`${product.url}/approvals?q=import`);
  await expect(page.getByRole('list', { name: 'Mine', exact: true }).getByRole('listitem')).toHaveCount(7);
  await page.getByRole('button', { name: 'Select all that are shown' }).click();
  await page.keyboard.press('d');
  await page
    .getByRole('dialog')
    .getByRole('radio', { name: /Cancel run/ })
    .click();
  await expect(page.getByRole('button', { name: 'Cancel 7 runs' })).toBeVisible();
  await picture(page, 'approval-bulk');
  await page.context().close();
});
