import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import { Api, ended, stepOf } from './harness/api.ts';
import { owner as admin } from './harness/journey.ts';
import { addPerson, type Person, signIn } from './harness/people.ts';
import { type Product, startProduct } from './harness/product.ts';

/** The five-minute tour of the README: release notes of a Git checkout, edited, signed and kept. Takes its pictures. */

const checkout = resolve(import.meta.dirname, '..');
const images = process.env.SCREENSHOTS ? join(checkout, 'docs/images') : null;
const looks = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

let product: Product;
let api: Api;
let reviewer: Person;

test.use({ viewport: looks.wide, colorScheme: 'light', reducedMotion: 'reduce' });
test.beforeAll(async () => {
  if (images) mkdirSync(images, { recursive: true });
  product = await startProduct({ admin });
  api = new Api(product.url, product.adminKey);
  reviewer = await addPerson(api, { name: 'Release reviewer', email: 'reviewer@example.org', role: 'reviewer' });
});
test.afterAll(() => product.stop());

/** A picture for the documents, in a run that takes them. */
async function picture(page: Page, name: string) {
  if (!images) return;
  await expect(page.getByRole('status', { name: /Reading|Opening/ })).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(images, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

const git = (folder: string, ...args: string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=Author', '-c', 'user.email=author@example.org', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    // As a step sees it: nobody's own settings.
    env: { ...process.env, HOME: tmpdir(), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  }).trim();

/** A checkout with a tag and, since then, commits of several kinds. */
function smallRepository(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-repository-'));
  const commit = (subject: string) => git(folder, 'commit', '--quiet', '--allow-empty', '--message', subject);
  git(folder, 'init', '--quiet', '--initial-branch=main');
  commit('feat: what was released already');
  git(folder, 'tag', 'v1.0.0');
  for (const subject of ['feat: gates with levels', 'fix(run): no second start', 'docs: a tour', 'Something else'])
    commit(subject);
  return folder;
}

/** This project, where it is a checkout with a history; an unpacked archive has none. */
function ownHistory(): string | null {
  try {
    return git(checkout, 'rev-parse', '--short', 'HEAD');
  } catch {
    return null;
  }
}

test('release notes of this project are edited, signed and kept', async ({ page, browser }) => {
  const head = ownHistory();
  const repository = head === null ? smallRepository() : null;
  await signIn(page, product.url, admin);
  await page.getByRole('link', { name: 'Templates' }).first().click();
  const card = page.getByRole('article').filter({ hasText: 'release-check' });
  await card.getByRole('button', { name: 'Use this template' }).click();
  await expect(page).toHaveURL(/\/workflows\/[^/]+$/);
  await expect(page.locator('.react-flow__node')).toHaveCount(6);
  await page.locator('.react-flow__node[data-id="notes"]').click();
  await page.locator('[data-step-panel]').getByRole('tab', { name: /Gate/ }).click();
  await expect(page.getByLabel('Question')).toHaveValue('Are these release notes right?');
  await picture(page, 'editor');

  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Repository')).toHaveValue('.');
  if (repository) await dialog.getByLabel('Repository').fill(repository);
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page).toHaveURL(/\/runs\/[^/]+$/);
  await expect(page.getByText(/Waiting for .* to decide Write the release notes/).first()).toBeVisible();
  const run = page.url().split('/').at(-1) ?? '';
  await picture(page, 'run');

  const desk = await (await browser.newContext({ viewport: looks.wide, reducedMotion: 'reduce' })).newPage();
  await signIn(desk, product.url, reviewer);
  await expect(desk.getByText('1 decision waits for you')).toBeVisible();
  await picture(desk, 'home');
  await desk.getByRole('link', { name: /Are these release notes right\?/ }).click();
  const notes = desk.getByRole('region', { name: 'What it made' });
  await expect(notes).toContainText(/\d+ commits? up to [0-9a-f]+, (the whole history|since)/);
  if (head !== null) await expect(notes).toContainText(head);
  await picture(desk, 'approval');
  await desk.emulateMedia({ colorScheme: 'dark' });
  await picture(desk, 'approval-dark');
  await desk.emulateMedia({ colorScheme: 'light' });

  await desk
    .getByRole('group', { name: 'Decide' })
    .getByRole('button', { name: /Modify/ })
    .click();
  const text = desk.getByLabel('text', { exact: true });
  const before = await text.inputValue();
  await text.fill(before.replace('# Release notes', '# Release notes for our readers'));
  const difference = desk.getByRole('region', { name: 'Change of text' });
  await expect(difference).toContainText('added: # Release notes for our readers');
  await desk.getByLabel('Comment', { exact: true }).fill('In the words of those who read it.');
  await desk.getByRole('button', { name: 'Sign with these changes' }).click();
  await expect(desk.getByText(`${reviewer.name} modified`)).toBeVisible();

  const over = await api.run(run, ended);
  expect(over.status, over.sentence).toBe('succeeded');
  const file = stepOf(over, 'signed').artifacts.find(({ name }) => name === 'signed-notes.md');
  const { body: kept } = await api.call<string>('GET', `/runs/${run}/artifacts/${file?.id}`);
  expect(kept).toContain(before.replace('# Release notes', '# Release notes for our readers').trim());
  expect(kept).toMatch(/Release reviewer \(reviewer\\?@example\.org\), modify, \d{4}-\d\d-\d\d \d\d:\d\d UTC/);

  await expect(page.getByText(`${reviewer.name} modified`)).toBeVisible();
  await page.getByRole('link', { name: 'signed-notes.md' }).first().waitFor();
  await page.setViewportSize(looks.phone);
  await expect(page.getByRole('tab', { name: 'Steps' })).toHaveAttribute('aria-selected', 'true');
  await picture(page, 'run-phone');
  await page.setViewportSize(looks.wide);

  await page.goto(`${product.url}/record?runId=${run}`);
  await page.getByRole('button', { name: /Release reviewer modified Write the release notes/ }).click();
  await expect(page.getByRole('article', { name: /^Entry/ })).toContainText(/added:.*# Release notes for our readers/);
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText(/Verified to entry \d+/)).toBeVisible();
  await picture(page, 'record');
  await desk.context().close();
  if (repository) rmSync(repository, { recursive: true, force: true });
});

test('since the last tag, counted by kind', async () => {
  const repository = smallRepository();
  const { id } = await api.post<{ id: string }>('/templates/release-check/use', { name: 'small' });
  const run = await api.start(id, { repository });
  const gate = await api.gate(run.id, 'notes');
  const shown = await reviewer.api.get<ApprovalView>(`/approvals/${gate}`);
  const { text } = shown.payload as { text: string };
  expect(text).toContain('4 commits');
  expect(text).toContain('since v1.0.0');
  for (const row of ['| New | 1 |', '| Fixed | 1 |', '| Documents | 1 |', '| Other | 1 |']) expect(text).toContain(row);
  expect(text).toContain('no second start');
  expect(text).not.toContain('what was released already');
  await reviewer.api.post(`/approvals/${gate}/decisions`, { action: 'approve', digest: shown.digest });
  const over = await api.run(run.id, ended);
  expect(over.outputs).toMatchObject({ tag: 'v1.0.0' });
  expect((over.outputs as { notes: string }).notes).toContain('Release reviewer');
  rmSync(repository, { recursive: true, force: true });
});

test('a folder that is no checkout is told in words', async () => {
  const { id } = await api.post<{ id: string }>('/templates/release-check/use', { name: 'none' });
  const { id: run } = await api.start(id, { repository: '/nowhere/at/all' });
  const over = await api.run(run, ended);
  expect(over.status).toBe('failed');
  expect(over.error?.message).toContain('There is no folder');
});
