import type { Page } from '@playwright/test';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { Api } from './harness/api.ts';
import { faults } from './harness/axe.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { addPerson, cookieOf, type Person, signIn } from './harness/people.ts';
import type { Product } from './harness/product.ts';

/** The inbox as somebody works with it: by keyboard, by address, many at once, and never signing what was not seen. */

const yaml = (name: string, reviewers: string, more = '') => `
name: ${name}
inputs:
  who: { type: string, default: everybody }
steps:
  - id: note
    name: Write the note
    kind: template
    with: { template: "Dear {{ inputs.who }},\\n\\nthis is the note of ${name}." }
    gate: { placement: after, title: "May ${name} go out?", reviewers: { users: [${reviewers}] }${more} }
`;

const decide = (page: Page) => page.getByRole('group', { name: 'Decide' });
const rows = (page: Page, list = 'Mine') => page.getByRole('list', { name: list, exact: true }).getByRole('listitem');
const question = (page: Page) => page.getByRole('heading', { level: 2 }).first();

/** A reviewer whose inbox nobody else's gates reach. */
async function newcomer(product: Product, name: string): Promise<{ api: Api; reviewer: Person }> {
  const api = new Api(product.url, product.adminKey);
  const email = `${name.toLowerCase().replaceAll(' ', '-')}@example.org`;
  return { api, reviewer: await addPerson(api, { name, email, role: 'reviewer' }) };
}

async function waiting(api: Api, spec: string, input: Record<string, unknown> = {}): Promise<string> {
  const { id } = await api.publish(spec);
  return api.gate((await api.start(id, input)).id, 'note');
}

journey('the keyboard alone searches, walks, selects and asks for its keys', async ({ product, page }) => {
  const { api, reviewer } = await newcomer(product, 'Inbox walker');
  for (const name of ['walk-one', 'walk-two', 'walk-three']) await waiting(api, yaml(name, reviewer.email));
  await signIn(page, product.url, reviewer, '/approvals');
  await expect(rows(page)).toHaveCount(3);
  await expect(page).toHaveTitle(/^\(3\) Approvals/);

  await page.keyboard.press('j');
  await expect(question(page)).toHaveText('May walk-three go out?');
  await page.keyboard.press('j');
  await expect(question(page)).toHaveText('May walk-two go out?');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('2 selected')).toHaveCount(0);

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('the next case');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('/');
  await page.keyboard.type('walk-two');
  await expect(rows(page)).toHaveCount(1);
  await expect(page).toHaveURL(/q=walk-two/);
});

journey('filters and the case are an address: shared, reloaded, and left by back', async ({ product, page }) => {
  const { api, reviewer } = await newcomer(product, 'Address reviewer');
  for (const name of ['address-one', 'address-two']) await waiting(api, yaml(name, reviewer.email));
  await signIn(page, product.url, reviewer, '/approvals?tab=all&placement=after&q=address-two');
  await expect(page.getByRole('tab', { name: /^All/ })).toHaveAttribute('aria-selected', 'true');
  await expect(rows(page, 'All')).toHaveCount(1);
  await expect(page.getByRole('button', { name: /After a step.*take away/ })).toBeVisible();

  await rows(page, 'All').getByRole('button').click();
  await expect(page).toHaveURL(/\/approvals\/[^/?]+\?tab=all&placement=after&q=address-two$/);
  await page.reload();
  await expect(question(page)).toHaveText('May address-two go out?');
  await expect(rows(page, 'All')).toHaveCount(1);

  await page.goBack();
  await expect(page).toHaveURL(/\/approvals\?tab=all/);
  await page.getByRole('button', { name: /After a step.*take away/ }).click();
  await expect(page).not.toHaveURL(/placement/);
  await page.getByRole('textbox', { name: 'Search approvals' }).fill('nothing is called like this');
  await expect(page.getByText('No case fits these filters')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/approvals\?tab=all$/);
});

journey('what was begun is kept while somebody looks at another case', async ({ product, page }) => {
  const { api, reviewer } = await newcomer(product, 'Keeping reviewer');
  await waiting(api, yaml('kept-other', reviewer.email));
  await waiting(api, yaml('kept-edit', reviewer.email));
  await signIn(page, product.url, reviewer, '/approvals');
  await rows(page)
    .getByRole('button', { name: /kept-edit/ })
    .click();
  await decide(page)
    .getByRole('button', { name: /Modify/ })
    .click();
  await page.getByLabel('text', { exact: true }).fill('Shorter.');
  await expect(page.getByRole('heading', { name: 'One field changed' })).toBeVisible();

  await rows(page)
    .getByRole('button', { name: /kept-other/ })
    .click();
  await expect(question(page)).toHaveText('May kept-other go out?');
  await page.reload();
  await rows(page)
    .getByRole('button', { name: /kept-edit/ })
    .click();
  await expect(page.getByText('You began to decide this')).toBeVisible();
  await expect(page.getByLabel('text', { exact: true })).toHaveValue('Shorter.');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByText('this is the note of kept-edit')).toBeVisible();
});

journey(
  'what changed while somebody decided is refused, shown in place, and signed only when seen',
  async ({ product, page }) => {
    const { api, reviewer } = await newcomer(product, 'Careful reviewer');
    const other = await addPerson(api, {
      name: 'Quick reviewer',
      email: 'quick-reviewer@example.org',
      role: 'reviewer',
    });
    const gate = await waiting(api, yaml('stale-note', `${reviewer.email}, ${other.email}`, ', quorum: 2'));
    await signIn(page, product.url, reviewer, `/approvals/${gate}`);
    await expect(page.getByText('Dear everybody')).toBeVisible();

    // The other one changes it after the button is pressed and before the decision arrives.
    const answers: number[] = [];
    await page.route('**/decisions', async (route) => {
      const { digest } = await other.api.get<ApprovalView>(`/approvals/${gate}`);
      if (answers.length === 0)
        await other.api.post(`/approvals/${gate}/decisions`, {
          action: 'modify',
          digest,
          payload: { text: 'Dear nobody.' },
        });
      const answer = await route.fetch();
      answers.push(answer.status());
      await route.fulfill({ response: answer });
    });
    await decide(page)
      .getByRole('button', { name: /Approve/ })
      .click();
    await page.getByRole('button', { name: 'Sign and approve' }).click();
    await expect(page.getByText('This changed since you looked at it')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Change of text' })).toContainText('Dear nobody.');
    expect(answers).toEqual([409]);
    await expect(page.getByRole('button', { name: 'Sign and approve' })).toBeDisabled();

    await page.getByRole('button', { name: 'I have seen it' }).click();
    await page.getByRole('button', { name: 'Sign and approve' }).click();
    await expect(page.getByText('Careful reviewer approved', { exact: false }).first()).toBeVisible();
    expect(answers).toEqual([409, 200]);
    expect((await api.get<ApprovalView>(`/approvals/${gate}`)).payload).toEqual({ text: 'Dear nobody.' });
  },
);

journey('thirty are decided at once, and the one that somebody else decided is told', async ({ product, page }) => {
  journey.slow();
  const { api, reviewer } = await newcomer(product, 'Bulk reviewer');
  const other = await addPerson(api, { name: 'Faster reviewer', email: 'faster@example.org', role: 'reviewer' });
  const { id } = await api.publish(yaml('many-notes', `${reviewer.email}, ${other.email}`));
  const runs = await Promise.all(
    Array.from({ length: 30 }, (_, at) => api.start(id, { who: at < 20 ? 'everybody' : `number ${at}` })),
  );
  const gates = await Promise.all(runs.map((run) => api.gate(run.id, 'note')));
  await signIn(page, product.url, reviewer, '/approvals');
  await expect(page.getByRole('tab', { name: /^Mine/ })).toContainText('30');

  await rows(page).first().getByRole('button').click();
  await page.getByRole('button', { name: 'Select all that are shown' }).click();
  await expect(page.getByText('30 selected')).toBeVisible();
  await page.getByRole('button', { name: 'Decide…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('1 field differs');
  await expect(dialog.getByRole('row', { name: /^text/ })).toContainText('11');
  await dialog.getByRole('radio', { name: /Approve/ }).click();

  const taken = gates[7] ?? '';
  const { digest } = await other.api.get<ApprovalView>(`/approvals/${taken}`);
  await other.api.post(`/approvals/${taken}/decisions`, { action: 'approve', digest });
  await dialog.getByRole('button', { name: 'Approve 30 cases' }).click();
  await expect(dialog.getByRole('status')).toHaveText('29 decided, 1 refused');
  const refused = dialog.getByRole('row', { name: /refused/ });
  await expect(refused).toHaveCount(1);
  await expect(refused).toContainText('Faster reviewer');
  await expect(refused.getByRole('link')).toHaveAttribute('href', `/approvals/${taken}`);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByText('Nothing waits for you')).toBeVisible();
  const closers = await Promise.all(
    gates.map(async (gate) => (await api.get<ApprovalView>(`/approvals/${gate}`)).closed?.by.name),
  );
  expect(closers.filter((name) => name === 'Bulk reviewer')).toHaveLength(29);
});

journey('on a phone there is one pane at a time, and the decision stays in sight', async ({ product, page }) => {
  const { api, reviewer } = await newcomer(product, 'Phone reviewer');
  await waiting(api, yaml('phone-note', reviewer.email));
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, product.url, reviewer, '/approvals');
  await rows(page)
    .getByRole('button', { name: /phone-note/ })
    .click();
  await expect(question(page)).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
  await expect(decide(page).getByRole('button', { name: /Approve/ })).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole('button', { name: 'All approvals' }).click();
  await expect(rows(page)).toHaveCount(1);
});

journey('looking at a link changes nothing, however often and by whatever', async ({ product }) => {
  const { api, reviewer } = await newcomer(product, 'Linked reviewer');
  const gate = await waiting(api, yaml('linked-note', reviewer.email));
  const before = await reviewer.api.get<ApprovalView>(`/approvals/${gate}`);
  const entries = () => api.get<{ items: unknown[] }>(`/audit?runId=${before.runId}&limit=100`);
  const known = (await entries()).items.length;
  const cookie = await cookieOf(product.url, reviewer);
  for (let at = 0; at < 20; at++)
    for (const method of ['GET', 'HEAD'])
      for (const path of [`/approvals/${gate}?action=approve`, `/api/v1/approvals/${gate}?action=approve`]) {
        const answer = await fetch(`${product.url}${path}`, { method, headers: { cookie } });
        await answer.arrayBuffer();
        expect(answer.status, `${method} ${path}`).toBe(200);
      }
  expect(await reviewer.api.get<ApprovalView>(`/approvals/${gate}`)).toEqual(before);
  expect((await entries()).items).toHaveLength(known);
});

journey('axe finds nothing serious in the inbox, the case, an edit and a bulk decision', async ({ product, page }) => {
  journey.slow();
  const { api, reviewer } = await newcomer(product, 'Seeing reviewer');
  for (const name of ['seen-one', 'seen-two'])
    await waiting(api, yaml(name, reviewer.email, ', secondReviewer: [text]'));
  await signIn(page, product.url, reviewer, '/approvals');
  await rows(page).first().getByRole('button').click();
  await expect(decide(page)).toBeVisible();
  const found: string[] = [];
  const look = async (where: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      found.push(...(await faults(page)).map((fault) => `${where}, ${colorScheme}: ${fault}`));
    }
  };
  await look('case');
  await page.keyboard.press('m');
  await expect(page.getByText('Nothing is changed yet.')).toBeVisible();
  await look('edit');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Filter and order' }).click();
  await expect(page.getByLabel('Order', { exact: true })).toBeVisible();
  await look('filters');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Select all that are shown' }).click();
  await page.getByRole('button', { name: 'Decide…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('radio', { name: /Approve/ })
    .click();
  await look('bulk');
  expect(found.join('\n')).toBe('');
});

journey('a decision that waits a moment can be taken back', async ({ product, page }) => {
  const { api, reviewer } = await newcomer(product, 'Doubting reviewer');
  const gate = await waiting(api, yaml('doubted-note', reviewer.email));
  await signIn(page, product.url, reviewer, `/approvals/${gate}`);
  await page.getByRole('button', { name: 'Keys' }).click();
  await page.getByRole('checkbox', { name: /Wait 5 seconds/ }).click();
  await page.keyboard.press('Escape');
  await decide(page)
    .getByRole('button', { name: /Approve/ })
    .click();
  await page.getByRole('button', { name: 'Sign and approve' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Sign and approve' })).toBeVisible();
  expect((await api.get<ApprovalView>(`/approvals/${gate}`)).votes).toEqual([]);
  await page.getByRole('button', { name: 'Sign and approve' }).click();
  await page.getByRole('button', { name: 'Send now' }).click();
  await expect(page.getByText('Doubting reviewer approved').first()).toBeVisible();
  expect((await api.get<ApprovalView>(`/approvals/${gate}`)).closed?.by.name).toBe(reviewer.name);
});

journey('whoever does not know a case is told so, and an owner sees everybody’s', async ({ product, page }) => {
  await signIn(page, product.url, owner, '/approvals/no-such-approval');
  await expect(page.getByText('There is no such approval here')).toBeVisible();
  await expect(page.getByRole('tab', { name: /^All/ })).toBeVisible();
});
