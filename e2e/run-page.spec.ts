import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ListOf } from '#lib/contracts/list.ts';
import type { RunEventView } from '#lib/contracts/run-event.ts';
import type { LogChunkView } from '#lib/contracts/step-log.ts';
import { Api, ended } from './harness/api.ts';
import { faults } from './harness/axe.ts';
import { expect, journey, owner } from './harness/journey.ts';
import { signIn } from './harness/people.ts';

/** A run looked at closely: a long log, its files, how its time was spent, and another run beside it. */

const lines = 30_000;
/** Two pipes have no order between them: the alarm comes when the file is there, for who has seen the other one read. */
const yaml = (name: string, flag: string) => `
name: ${name}
inputs: { greeting: { type: string, default: Hello } }
steps:
  - id: build
    name: Build
    kind: shell
    with:
      run: |
        awk 'BEGIN { for (i = 1; i <= ${lines}; i++) { printf "\\033[32mok\\033[0m line %d of the build\\n", i; if (i == 100) print "a rare needle" } }'
        until test -e "$FLAG"; do sleep 0.1; done
        echo "red alarm" >&2
      env: { FLAG: '${flag}' }
  - id: flaky
    name: Flaky
    group: Checks
    kind: shell
    needs: [build]
    with: { run: 'exit 1' }
    retry: { max: 1, backoff: fixed, initial: 1s }
  - id: notes
    name: Notes
    group: Checks
    kind: template
    needs: [build]
    with: { template: "# {{ inputs.greeting }}\\n\\nAll *well*.", artifact: notes.md }
  - id: table
    name: Table
    kind: template
    needs: [build]
    with: { template: "fruit,count\\napples,3\\n", artifact: fruit.csv }
outputs: { text: "{{ steps.notes.output.text }}" }
`;

journey('a long log is searched as a whole, followed, and filtered', async ({ product, page }, info) => {
  const api = new Api(product.url, product.adminKey);
  const flag = info.outputPath('read');
  const made = await api.publish(yaml('long-log', flag));
  const { id } = await api.start(made.id);
  const end = async () => {
    const { items } = await api.get<ListOf<LogChunkView>>(`/runs/${id}/steps/build/logs?before=2147483647&limit=2`);
    return items.map(({ text }) => text).join('');
  };
  await expect.poll(end, { timeout: 30_000 }).toContain(`line ${lines} of the build\n`);
  await mkdir(dirname(flag), { recursive: true });
  await writeFile(flag, '');
  await api.run(id, ended);
  await signIn(page, product.url, owner, `/runs/${id}?view=steps&step=build`);
  await page.getByRole('tab', { name: 'Log' }).click();
  const log = page.getByRole('log');
  // It begins with its end, and follows it.
  await expect(log).toContainText('red alarm');
  await expect(page.getByRole('checkbox', { name: 'Follow' })).toBeChecked();
  const green = log.getByText('ok', { exact: true }).first();
  expect(await green.evaluate((part) => getComputedStyle(part).color)).not.toBe(
    await log.evaluate((all) => getComputedStyle(all).color),
  );

  await page.getByRole('textbox', { name: 'Search the log' }).fill('RARE needle');
  await expect(page.getByText('– of 1')).toBeVisible();
  await page.getByRole('button', { name: 'Next hit' }).click();
  await expect(log.locator('mark')).toHaveText('rare needle');
  await expect(log.locator('mark')).toBeInViewport();
  await expect(page.getByRole('checkbox', { name: 'Follow' })).not.toBeChecked();
  // However long it is, only what is in sight stands in the page.
  expect(await log.locator('[data-index]').count()).toBeLessThan(300);
  expect(await faults(page)).toEqual([]);

  await page.getByRole('checkbox', { name: 'Follow' }).click();
  await expect(log).toContainText('red alarm');
  await page.getByRole('button', { name: 'What is shown' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Errors (stderr)' }).click();
  await page.keyboard.press('Escape');
  await expect(log).not.toContainText('red alarm');

  // Back in time it has what was printed by then.
  const { items } = await api.get<ListOf<RunEventView>>(`/runs/${id}/events?limit=1000`);
  const seqOf = (type: string) => items.find((event) => event.type === type && event.step === 'build')!.seq;
  await page.goto(`${product.url}/runs/${id}?view=steps&step=build&at=${seqOf('attempt.started')}`);
  await page.getByRole('tab', { name: 'Log' }).click();
  await expect(log).toContainText('Nothing was written yet');
  await page.goto(`${product.url}/runs/${id}?view=steps&step=build&at=${seqOf('attempt.succeeded')}`);
  await page.getByRole('tab', { name: 'Log' }).click();
  await expect(log).toContainText('red alarm');
});

journey(
  'files are looked at in place and saved together; time and another run are shown beside',
  async ({ product, page }) => {
    const api = new Api(product.url, product.adminKey);
    const made = await api.publish(yaml('close-look', '/dev/null'));
    const first = await api.start(made.id);
    const second = await api.start(made.id, { greeting: 'Good evening' });
    for (const { id } of [first, second]) await api.run(id, ended);
    await signIn(page, product.url, owner, `/runs/${second.id}?view=timeline`);

    const rows = page.getByRole('list', { name: 'Steps by time' });
    await expect(rows.getByRole('button', { name: /Flaky.*waited to retry .*ran / })).toBeVisible();
    await rows.getByRole('button', { name: 'Fold Checks' }).click();
    await expect(rows.getByRole('button', { name: /Flaky/ })).toHaveCount(0);
    await rows.getByRole('button', { name: /Build/ }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article', { name: 'Table' })).toBeVisible();
    await page.getByRole('button', { name: 'Close the step' }).click();
    expect(await faults(page)).toEqual([]);

    // What was typed and chosen in a view stays when the window becomes narrow, and wide again.
    await page.getByRole('tab', { name: 'Events' }).click();
    const words = page.getByRole('textbox', { name: 'Search the events' });
    await words.fill('flaky');
    const { width, height } = page.viewportSize()!;
    for (const narrow of [true, false]) {
      await page.setViewportSize({ width: narrow ? 700 : width, height });
      await expect(page.getByRole('tab', { name: 'Overview' })).toHaveCount(narrow ? 1 : 0);
      await expect(words).toHaveValue('flaky');
    }

    await page.getByRole('button', { name: 'notes.md', exact: false }).first().click();
    const shown = page.getByRole('dialog', { name: 'notes.md' });
    await expect(shown.getByRole('heading', { name: 'Good evening' })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'fruit.csv', exact: false }).first().click();
    await expect(page.getByRole('cell', { name: 'apples' })).toBeVisible();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download all 2 as a zip' }).click();
    expect((await saving).suggestedFilename()).toBe('run-2-files.zip');

    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('dialog', { name: 'Compare #2 with…' }).getByRole('link', { name: '#1' }).click();
    await expect(page).toHaveURL(`${product.url}/runs/compare?a=${first.id}&b=${second.id}`);
    await expect(page.getByText('Both are runs of version 1.')).toBeVisible();
    const input = page.getByRole('listitem').filter({ hasText: 'greeting' });
    await expect(input).toContainText('different');
    await input.getByRole('button', { name: 'Show' }).click();
    await expect(input).toContainText('Good evening');
    await expect(page.getByRole('table', { name: 'Steps of both runs' }).getByRole('row')).toHaveCount(5);
    expect(await faults(page)).toEqual([]);
  },
);
