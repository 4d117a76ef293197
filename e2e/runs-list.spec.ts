import { Api } from './harness/api.ts';
import { faults } from './harness/axe.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { signIn } from './harness/people.ts';

/** The list of runs as somebody works with it: by address, live, many at once, cut off in the middle. */

const gated = (name: string) => `
name: ${name}
steps:
  - { id: ask, kind: gate, gate: { title: "May ${name}?" } }
`;
const failing = (name: string) => `
name: ${name}
steps:
  - { id: note, kind: template, with: { template: said } }
  - { id: check, kind: assert, needs: [note], with: { that: ["false"] } }
`;

journey('the address narrows the list, and what changes is seen without a reload', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const { id } = await api.publish(gated('list-address'));
  const first = await api.start(id);
  await api.gate(first.id, 'ask');
  await signIn(page, product.url, owner, '/runs?text=list-address');
  const rows = page.getByRole('list', { name: 'Runs', exact: true }).getByRole('listitem');
  await expect(rows).toHaveCount(1);
  await api.gate((await api.start(id)).id, 'ask');
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'Waiting', exact: true }).click();
  await expect(page).toHaveURL(/status=waiting/);
  await expect(rows).toHaveCount(2);
  await api.post(`/runs/${first.id}/cancel`, { reason: 'not needed' });
  await expect(rows).toHaveCount(1);
  await page.reload();
  await expect(rows).toHaveCount(1);
  expect(await faults(page)).toEqual([]);
});

journey('many are cancelled with a reason, also when the first answer is lost', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const { id } = await api.publish(gated('list-cancel'));
  const runs = [await api.start(id), await api.start(id), await api.start(id)];
  for (const run of runs) await api.gate(run.id, 'ask');
  await signIn(page, product.url, owner, '/runs?text=list-cancel');
  await page.getByRole('checkbox', { name: 'Select list-cancel #3' }).click();
  await page.getByRole('checkbox', { name: 'Select list-cancel #2' }).click();
  const compare = page.getByRole('link', { name: 'Compare' });
  await expect(compare).toHaveAttribute('href', `/runs/compare?a=${runs[1]!.id}&b=${runs[2]!.id}`);
  await page.getByRole('checkbox', { name: 'Select list-cancel #1' }).click({ modifiers: ['Shift'] });
  await expect(compare).toHaveCount(0);
  await expect(page.getByText('3 selected')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('3 runs are asked to end');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The release is off.');
  // The server does it, and nobody hears of it.
  await page.route('**/api/v1/runs/bulk', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await dialog.getByRole('button', { name: 'Cancel 3 runs' }).click();
  await expect(dialog).toContainText('could not be reached');
  await page.unroute('**/api/v1/runs/bulk');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(dialog).toContainText('3 cancelled');
  for (const run of runs)
    expect((await api.run(run.id, ({ status }) => status === 'cancelled')).status).toBe('cancelled');
});

journey('what failed is run again by the keyboard, each with the way to its new run', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const { id } = await api.publish(failing('list-rerun'));
  const run = await api.start(id);
  await api.run(run.id, ({ status }) => status === 'failed');
  await signIn(page, product.url, owner, '/runs?text=list-rerun&status=failed');
  await page.getByRole('link', { name: 'list-rerun #1' }).focus();
  await page.keyboard.press('x');
  await expect(page.getByText('1 selected')).toBeVisible();
  await page.getByRole('button', { name: 'Run again…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Run 1 run again' }).click();
  await expect(page.getByRole('link', { name: 'runs again as #2' })).toBeVisible();
});
