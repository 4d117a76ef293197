import { Api } from './harness/api.ts';
import { faults } from './harness/axe.ts';
import { expect, journey } from './harness/journey.ts';
import { addPerson, signIn } from './harness/people.ts';

/** Home as a reviewer sees it: what waits, what broke since the last look, live. */

const yaml = (name: string, reviewer: string) => `
name: ${name}
steps:
  - id: ask
    kind: gate
    gate: { title: "May ${name}?", reviewers: { users: [${reviewer}] }, due: 1h }
`;
const failing = (name: string) => `
name: ${name}
steps:
  - { id: check, kind: assert, with: { that: ["false"] } }
`;

journey('what waits for somebody comes by itself, and the tab says so', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const who = { name: 'Home reviewer', email: 'home-reviewer@example.org', role: 'reviewer' } as const;
  const reviewer = await addPerson(api, who);
  const { id } = await api.publish(yaml('home-ask', reviewer.email));
  await signIn(page, product.url, reviewer);
  await expect(page.getByText('Nothing waits for you.')).toBeVisible();
  await api.gate((await api.start(id)).id, 'ask');
  await expect(page.getByRole('link', { name: /May home-ask\?/ })).toBeVisible();
  await expect(page).toHaveTitle(/^\(1\) Home/);
  await expect(page.locator('head link[data-state=waiting]')).toHaveCount(1);
  expect(await faults(page)).toEqual([]);
});

journey('what broke since the last visit is marked as new', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const who = { name: 'Home looker', email: 'home-looker@example.org', role: 'viewer' } as const;
  const looker = await addPerson(api, who);
  const { id } = await api.publish(failing('home-broken'));
  // Their last visit here was an hour ago.
  await page.addInitScript(
    ([key, at]) => localStorage.setItem(key!, `0 ${at}`),
    [`home:${looker.id}`, String(Date.now() - 3_600_000)],
  );
  await signIn(page, product.url, looker);
  await api.run((await api.start(id)).id, ({ status }) => status === 'failed');
  const row = page.getByRole('link', { name: /home-broken #1/ });
  await expect(row.first()).toContainText('new');
});
