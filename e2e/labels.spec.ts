import { Api } from './harness/api.ts';
import { faults } from './harness/axe.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { signIn } from './harness/people.ts';

/** Words by which runs are found: given where a run is started, seen on it, followed to all others. */

const labelled = (name: string) => `
name: ${name}
labels: [labels-of-file]
steps:
  - { id: note, kind: template, with: { template: said } }
`;

journey(
  'a run is started with a label, and found by it from its page, by the address and on the way back',
  async ({ product, page }) => {
    const api = new Api(product.url, product.adminKey);
    const { id } = await api.publish(labelled('labels-journey'));
    const plain = await api.start(id);
    await signIn(page, product.url, owner, `/workflows/${id}`);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('More', { exact: true }).click();
    const field = dialog.getByRole('combobox', { name: 'Labels' });
    await field.fill('two@words');
    await field.press('Enter');
    await expect(dialog.getByText('“two@words” is no label')).toBeVisible();
    await expect(page.getByText('This does not fit.')).toHaveCount(0);
    await field.fill('labels-given');
    await field.press('Enter');
    await expect(dialog.getByText('is no label')).toHaveCount(0);
    // What is typed and not finished counts as well, with what is offered for it still open.
    await field.fill('labels-typed');
    await expect(page.getByText('Enter adds it.')).toBeVisible();
    await page.locator('button[form="run-form"]').click();

    const labels = page.getByRole('list', { name: 'Labels' });
    await expect(labels.getByRole('link')).toHaveText(['labels-of-file', 'labels-given', 'labels-typed']);
    await labels.getByRole('link', { name: 'labels-of-file' }).click();
    const rows = page.getByRole('list', { name: 'Runs', exact: true }).getByRole('listitem');
    await expect(rows).toHaveCount(2);
    await page.getByRole('button', { name: 'Only runs labelled labels-given' }).click();
    await expect(page).toHaveURL(/label=labels-of-file%2Clabels-given/);
    await expect(rows).toHaveCount(1);
    await page.getByRole('link', { name: 'labels-journey #2' }).click();
    await expect(labels).toBeVisible();
    await page.goBack();
    await expect(rows).toHaveCount(1);
    await page.reload();
    await expect(rows).toHaveCount(1);
    expect(await faults(page)).toEqual([]);

    await page.getByRole('button', { name: 'Remove labels-given' }).click();
    await expect(rows).toHaveCount(2);
    await page.getByRole('checkbox', { name: 'Select labels-journey #1' }).click();
    await page.getByRole('button', { name: /^All that match/ }).click();
    await expect(page.getByText('2 selected')).toBeVisible();
    await page.goto(`${product.url}/runs?label=labels-of-nobody`);
    await expect(page.getByText('No run fits these filters')).toBeVisible();
    expect((await api.run(plain.id, () => true)).labels).toEqual(['labels-of-file']);
  },
);

journey('labels are typed, offered, pasted and taken away by the keyboard alone', async ({ product, page }) => {
  const api = new Api(product.url, product.adminKey);
  const { id } = await api.publish(labelled('labels-keys'));
  await api.start(id);
  await signIn(page, product.url, owner, '/runs?text=labels-keys');
  const rows = page.getByRole('list', { name: 'Runs', exact: true }).getByRole('listitem');
  await expect(rows).toHaveCount(1);
  const field = page.getByRole('combobox', { name: 'Labels' });
  await field.pressSequentially('of-file');
  const offered = page.getByRole('option', { name: 'labels-of-file' });
  await expect(offered).toBeVisible();
  await field.press('ArrowDown');
  await expect(offered).toHaveAttribute('data-highlighted', '');
  await field.press('Enter');
  await expect(page).toHaveURL(/label=labels-of-file/);
  await expect(rows).toHaveCount(1);
  // Two words in one go: the second does not wait for the address to say the first.
  await field.pressSequentially('env:none,env:other,');
  await expect(page).toHaveURL(/label=labels-of-file%2Cenv%3Anone%2Cenv%3Aother/);
  await expect(rows).toHaveCount(0);
  await field.press('Backspace');
  await field.press('Backspace');
  await expect(page).toHaveURL(/label=labels-of-file$/);
  await expect(rows).toHaveCount(1);
  await field.evaluate((input) => {
    const data = new DataTransfer();
    data.setData('text', 'one, two;three');
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(page).toHaveURL(/label=labels-of-file%2Cone%2Ctwo%2Cthree/);
});
