import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Api, ended } from './harness/api.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { signIn } from './harness/people.ts';

/** A live run in the hands of a person: one item of many is mended, the run stands still, goes on, and is told something. */

const yaml = (flag: string) => `
name: nightly-scan
steps:
  - id: scan
    name: Scan
    kind: map
    with:
      over: [ants, bees, moths, wasps]
      onItemFailure: continue
      steps:
        - id: check
          name: Check
          kind: shell
          with:
            run: test "$WHAT" != moths || test -f "$FLAG" || { echo "no $WHAT in the net"; exit 3; }
            env: { WHAT: '{{ item }}', FLAG: '${flag}' }
  - id: payment
    name: Payment
    kind: wait
    with: { event: payment }
  - id: report
    name: Report
    kind: template
    needs: [scan, payment]
    with: { template: 'paid {{ steps.payment.output.data.amount }}' }
outputs: { report: '{{ steps.report.output.text }}' }
`;

journey(
  'a failed item is retried, the run is paused, resumed, told of a payment, and ends',
  async ({ product, page }, info) => {
    const api = new Api(product.url, product.adminKey);
    const flag = info.outputPath('mended');
    await api.publish(yaml(flag));
    const { id } = await api.start('nightly-scan');
    await signIn(page, product.url, owner, `/runs/${id}?view=steps`);

    // The map says how far it is, and opens its items at what failed.
    const steps = page.getByRole('tabpanel', { name: 'Steps' });
    await expect(steps.getByText('3 of 4 items done, 1 failed')).toBeVisible();
    await steps.getByRole('button', { name: /^.*Scan/ }).click();
    const items = page.getByRole('region', { name: 'Items of Scan' });
    await expect(items.getByRole('button')).toHaveCount(1);
    await items.getByRole('button', { name: /moths/ }).click();
    const check = page.getByRole('article', { name: 'Check 3 of Scan' });
    await expect(check).toContainText('item 3 of 4');
    await check.getByRole('tab', { name: 'Log' }).click();
    await expect(check.getByRole('log')).toContainText('no moths in the net');

    // The address leads there again.
    await page.reload();
    await expect(check).toBeVisible();

    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('alertdialog').getByLabel('Reason').fill('The net is being mended');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Pause the run' }).click();
    await expect(page.getByText(/nothing starts until it is resumed/).first()).toBeVisible();
    await expect(page.getByText('“The net is being mended”')).toBeVisible();

    await mkdir(dirname(flag), { recursive: true });
    await writeFile(flag, '');
    await check.getByRole('button', { name: 'Retry' }).click();
    await page.getByRole('alertdialog').getByLabel('Reason').fill('The net is whole again');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Retry the step' }).click();
    await expect(page.getByRole('alertdialog')).toBeHidden();
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect(steps.getByText('4 of 4 items done')).toBeVisible();

    // By key, which leaves alone those that lead to a place; the name is what the run waits for.
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await expect(page).toHaveURL(/\/settings/);
    await page.goBack();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.keyboard.press('s');
    const signal = page.getByRole('dialog');
    await expect(signal.getByRole('combobox', { name: 'Name' })).toHaveValue('payment');
    await signal.getByRole('textbox', { name: 'Data' }).fill('{"amount": 12}');
    await signal.getByRole('button', { name: 'Send the signal' }).click();

    const run = await api.run(id, ended);
    expect(run).toMatchObject({ status: 'succeeded', outputs: { report: 'paid 12' } });
    await expect(page.getByText('Succeeded: 3 of 3 steps done.')).toBeVisible();

    await page.goto(`${product.url}/record?runId=${id}`);
    for (const words of [
      /paused nightly-scan #1, because: The net is being mended/,
      /retried Check 3 of Scan of nightly-scan #1/,
      /resumed nightly-scan #1/,
      /sent the signal payment to nightly-scan #1/,
    ])
      await expect(page.getByText(words).first()).toBeVisible();
  },
);
