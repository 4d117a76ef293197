import type { Page } from '@playwright/test';
import { Api, ended } from './harness/api.ts';
import { faults } from './harness/axe.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { addPerson, signIn } from './harness/people.ts';

/** Every page for everybody: what axe calls serious is nowhere, and the keyboard alone is enough to sign. */

const widths = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

const yaml = (name: string) => `
name: ${name}
steps:
  - id: facts
    kind: shell
    with: { run: "echo 'three things changed'; echo 'one warning' >&2" }
  - id: note
    name: Write the note
    kind: template
    needs: [facts]
    with: { template: "# Note\\n\\n{{ steps.facts.output.stdout }}\\n\\n| a | b |\\n| --- | --- |\\n| 1 | 2 |" }
    gate: { placement: after, title: "May ${name} go out?", description: "Look at **all** of it." }
  - { id: never, kind: template, when: "1 > 2", needs: [note], with: { template: x } }
`;

// A picture of every step of so long a walk would be most of its time.
journey.use({ trace: 'off' });

/** The page in both widths and both themes; it follows the browser's. */
async function inEveryLook(page: Page, path: string): Promise<string[]> {
  const found: string[] = [];
  for (const [device, size] of Object.entries(widths)) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await settled(page);
      // A theme changes colours alone, so in the dark nothing else is asked again.
      const rules = colorScheme === 'dark' ? ['color-contrast'] : undefined;
      found.push(...(await faults(page, rules)).map((fault) => `${path}, ${device}, ${colorScheme}: ${fault}`));
    }
  }
  await page.setViewportSize(widths.desktop);
  return found;
}

/** What is loaded is there, and nothing moves any more. */
async function settled(page: Page) {
  await expect(page.getByText(/^(Reading|Opening|Loading) /)).toHaveCount(0);
  await expect(page.locator('h1').first()).toBeAttached();
  await expect
    .poll(() => page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length))
    .toBe(0);
}

journey('axe finds nothing serious on any page', async ({ product, page, browser }) => {
  journey.slow();
  const api = new Api(product.url, product.adminKey);
  const signer = await addPerson(api, { name: 'Looking reviewer', email: 'looks@example.org', role: 'reviewer' });
  await api.post('/groups', { name: 'looks-group', members: [signer.id] });
  await api.post('/secrets', { name: 'LOOKS_TOKEN', value: 'of enough length', description: 'Opens nothing.' });
  await api.post('/channels', { name: 'looks', kind: 'webhook', url: 'https://looks.example.org/in', about: [] });
  await api.post('/policies', { name: 'looks', demand: { reviewers: { groups: ['looks-group'] }, quorum: 2 } });
  const { link } = await api.post<{ link: string }>('/invitations', {
    email: 'looks-guest@example.org',
    role: 'viewer',
  });
  const workflow = await api.publish(yaml('looks'));
  const open = await api.start(workflow.id);
  const gate = await api.gate(open.id, 'note');
  const over = await api.start(workflow.id);
  const closed = await api.gate(over.id, 'note');
  const { digest } = await api.get<{ digest: string }>(`/approvals/${closed}`);
  await signer.api.post(`/approvals/${closed}/decisions`, {
    action: 'modify',
    digest,
    payload: { text: '# Note\n\nAnother text.' },
    comment: 'Shorter.',
  });
  await api.run(over.id, ended);

  const found: string[] = [];
  const stranger = await (await browser.newContext()).newPage();
  for (const path of ['/sign-in', link.replace(product.url, '')]) {
    await stranger.goto(`${product.url}${path}`);
    found.push(...(await inEveryLook(stranger, path)));
  }
  await stranger.context().close();

  await signIn(page, product.url, owner);
  const paths = [
    '/',
    '/workflows',
    '/workflows/new',
    `/workflows/${workflow.id}`,
    `/workflows/${workflow.id}/versions?version=1`,
    '/templates',
    '/runs',
    `/runs/${open.id}`,
    `/runs/${over.id}?view=timeline&step=note`,
    `/runs/${over.id}?view=steps&step=facts`,
    `/runs/${over.id}?view=events`,
    '/approvals',
    `/approvals/${gate}`,
    `/approvals/${closed}?tab=all&status=closed`,
    '/record',
    ...['', '/members', '/groups', '/keys', '/secrets', '/channels', '/policies', '/sessions', '/workspace'].map(
      (part) => `/settings${part}`,
    ),
    '/no/such/page',
  ];
  for (const path of paths) {
    await page.goto(`${product.url}${path}`);
    found.push(...(await inEveryLook(page, path)));
  }

  // What opens on top of a page.
  await page.goto(`${product.url}/workflows/${workflow.id}`);
  await page.locator('.react-flow__node[data-id="note"]').click();
  for (const tab of ['Settings', /^Needs/, /^Gate/, /^If it fails/, 'YAML']) {
    await page.locator('[data-step-panel]').getByRole('tab', { name: tab }).click();
    await settled(page);
    found.push(...(await faults(page)).map((fault) => `panel ${tab}: ${fault}`));
  }
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await settled(page);
  found.push(...(await faults(page)).map((fault) => `run dialog: ${fault}`));
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await settled(page);
  found.push(...(await faults(page)).map((fault) => `commands: ${fault}`));

  expect(found.join('\n')).toBe('');
});

journey('the keyboard alone signs in, finds a case and signs it', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const signer = await addPerson(api, { name: 'Keyboard reviewer', email: 'keyboard@example.org', role: 'reviewer' });
  const mine = (name: string) =>
    yaml(name).replace('placement: after', 'placement: after, reviewers: { users: [keyboard@example.org] }');
  for (const name of ['keys-first', 'keys-second']) {
    const { id } = await api.publish(mine(name));
    await api.gate((await api.start(id)).id, 'note');
  }

  await page.goto(`${product.url}/sign-in`);
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await page.keyboard.type(signer.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(signer.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${product.url}/`);
  await expect(page.getByText(/^(More than )?\d+ decisions wait for you/)).toBeVisible();

  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page).toHaveURL(/\/approvals$/);
  const cases = page.getByRole('list', { name: 'Mine', exact: true });
  await expect(cases.getByRole('listitem').first()).toContainText('May keys-second go out?');
  const waiting = await cases.getByRole('listitem').count();
  const title = page.getByRole('heading', { level: 2 }).first();
  await page.keyboard.press('j');
  await expect(title).toHaveText('May keys-second go out?');
  await page.keyboard.press('j');
  await expect(title).toHaveText('May keys-first go out?');
  await page.keyboard.press('k');
  await expect(title).toHaveText('May keys-second go out?');

  await page.keyboard.press('a');
  await expect(page.getByLabel('Comment', { exact: true })).toBeFocused();
  await page.keyboard.type('Read and found good.');
  await page.keyboard.press('Control+Enter');
  // The signed one is gone from the list, and the next case has come.
  await expect(cases.getByRole('listitem')).toHaveCount(waiting - 1);
  await expect(title).toHaveText('May keys-first go out?');
  const { items } = await api.get<{ items: { sentence: string; details: { comment?: string } }[] }>(
    '/audit?action=gate.decided',
  );
  expect(items[0]?.sentence).toContain('approved Write the note in keys-second');
});
