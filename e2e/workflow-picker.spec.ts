import { Api } from './harness/api.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { signIn } from './harness/people.ts';

/** A filter that names a workflow finds it among more than one page of them. */

const gated = (name: string) => `name: ${name}\nsteps:\n  - { id: ask, kind: gate, gate: { title: "May it?" } }\n`;

journey('a workflow behind the first hundred is found by typing, by the keyboard alone', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  await api.publish(gated('Picked oldest'));
  const { id: run } = await api.start('picked-oldest');
  await api.gate(run, 'ask');
  for (let made = 0; made < 101; made += 1)
    await api.post('/workflows?draft=1', { spec: { name: `picked-later-${made}`, steps: [] } });

  await signIn(page, product.url, owner, '/runs');
  const field = page.getByRole('combobox', { name: 'Workflow' });
  await field.focus();
  await page.keyboard.type('picked-old');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/workflow=picked-oldest/);
  await expect(page.getByRole('list', { name: 'Runs', exact: true }).getByRole('listitem')).toHaveCount(1);
  await expect(field).toHaveValue('Picked oldest');
  // Opened again, all are offered again.
  await field.press('ArrowDown');
  await expect(page.getByRole('option', { name: /picked-later-100/ })).toBeAttached();
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(field).toHaveValue('Picked oldest');

  await page.goto(`${product.url}/approvals`);
  await page.getByRole('button', { name: 'Filter and order' }).click();
  await page.getByRole('combobox', { name: 'Workflow' }).fill('picked-old');
  await page.getByRole('option', { name: /picked-oldest/ }).click();
  await expect(page).toHaveURL(/workflow=picked-oldest/);
});
