import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let owner: TestPerson;
let reviewer: TestPerson;
let repository: string;

const git = (...args: string[]) =>
  execFileSync('git', ['-C', repository, '-c', 'user.name=author', '-c', 'user.email=author@example.org', ...args], {
    stdio: 'pipe',
  });

beforeAll(async () => {
  repository = mkdtempSync(join(tmpdir(), 'template-test-'));
  git('init', '-q');
  git('commit', '-q', '--allow-empty', '-m', 'feat: before the tag');
  git('tag', 'v1');
  git('commit', '-q', '--allow-empty', '-m', 'feat: a *new* thing');
  git('commit', '-q', '--allow-empty', '-m', 'fix(core): a wrong thing');
  product = await openProduct();
  owner = await product.api.person('owner');
  reviewer = await product.api.person('reviewer');
});
afterAll(async () => {
  await product.close();
  rmSync(repository, { recursive: true, force: true });
});

test('release-check reads a real checkout, has its notes signed, and keeps them with who signed', async () => {
  const { body: list } = await product.api.call('GET', '/api/v1/templates', { as: reviewer });
  expect(list.items).toContainEqual(expect.objectContaining({ slug: 'release-check', gates: 1 }));
  const made = await product.api.call('POST', '/api/v1/templates/release-check/use', { as: owner, body: {} });
  expect(made).toMatchObject({ status: 201, body: { slug: 'release-check', version: 1 } });

  const run = await product.start(owner, made.body.id, { input: { repository } });
  const gate = await product.gate(reviewer, run);
  const { text } = gate.payload as { text: string };
  expect(text).toContain('2 commits');
  expect(text).toContain('since v1');
  expect(text).toContain('a \\*new\\* thing');
  expect(text).not.toContain('before the tag');
  const signed = await product.decide(reviewer, gate, { action: 'modify', payload: { text: `${text}\nChecked.` } });
  expect(signed.status).toBe(200);

  const after = await product.until(owner, run, ({ finishedAt }) => finishedAt !== null);
  expect(after.status).toBe('succeeded');
  const { items } = (await product.api.call('GET', `/api/v1/runs/${run}/artifacts`, { as: owner })).body;
  const kept = items.find(({ name }: { name: string }) => name === 'signed-notes.md');
  const file = await product.api.call('GET', `/api/v1/runs/${run}/artifacts/${kept.id}`, { as: owner });
  expect(file.body).toContain('Checked.');
  expect(file.body).toContain(reviewer.email.split('@')[0]);
});

test('takes another name, and knows no other templates', async () => {
  const use = (slug: string, body: object, as = owner) =>
    product.api.call('POST', `/api/v1/templates/${slug}/use`, { as, body });
  expect((await use('release-check', { name: 'Ours' })).body).toMatchObject({ slug: 'ours', version: 1 });
  for (const slug of ['nothing', '..%2f..%2fpackage', 'release-check.yaml'])
    expect((await use(slug, {})).status).toBe(404);
  expect((await use('release-check', {}, reviewer)).status).toBe(403);
});
