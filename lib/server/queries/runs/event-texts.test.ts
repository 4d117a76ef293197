import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';
import { eventTexts } from './event-texts.ts';
import { findRun } from './find-run.ts';

let product: TestProduct;
let owner: TestPerson;
let workflow: string;

beforeAll(async () => {
  product = await openProduct();
  owner = await product.api.person('owner');
  const signed = (id: string, needs: string[]) => ({ id, kind: 'gate', needs, gate: { title: id } });
  workflow = await product.workflow(owner, [signed('one', []), signed('two', ['one'])]);
});
afterAll(() => product.close());

const row = (id: string) => findRun({ workspace: { id: product.api.workspaceId } } as never, id);
const seqs = (texts: readonly string[]) => texts.map((text) => (JSON.parse(text) as { seq: number }).seq);
const upTo = (last: number, after = 0) => Array.from({ length: last - after }, (_, at) => after + at + 1);

async function waiting(): Promise<string> {
  const id = await product.start(owner, workflow);
  await product.gate(owner, id);
  return id;
}

test('many who ask for the same events at once have them read once', async () => {
  const at = await row(await waiting());
  const read = vi.spyOn(product.api.db.pool, 'query');
  const all = await Promise.all(Array.from({ length: 20 }, () => eventTexts(at, { after: 0, limit: 1000 })));
  expect(read).toHaveBeenCalledTimes(1);
  read.mockRestore();
  for (const texts of all) expect(seqs(texts)).toEqual(upTo(at.version));
});

test('whatever was read before, and by whom, the events after a seq come in order and without a gap', async () => {
  const id = await waiting();
  const before = await row(id);
  // The first reader begins in the middle, as a page does that has a snapshot.
  expect(seqs(await eventTexts(before, { after: before.version - 1, limit: 10 }))).toEqual([before.version]);
  expect(seqs(await eventTexts(before, { after: 0, limit: 2 }))).toEqual([1, 2]);
  const gate = await product.gate(owner, id);
  await product.decide(owner, gate, { action: 'approve' });
  await product.until(owner, id, ({ status, seq }) => status === 'waiting' && seq > before.version);
  const later = await row(id);
  for (const after of [later.version, before.version, before.version - 1, 1, 0]) {
    for (const limit of [1, 3, 1000]) {
      const last = Math.min(later.version, after + limit);
      expect(seqs(await eventTexts(later, { after, limit }))).toEqual(upTo(last, after));
    }
  }
  // A row that is older than what is known says no more than itself.
  expect(seqs(await eventTexts(before, { after: 0, limit: 1000 }))).toEqual(upTo(before.version));
});

test('a reader far ahead of what is known is told its own', async () => {
  const at = await row(await waiting());
  await eventTexts(at, { after: 0, limit: 1 });
  expect(seqs(await eventTexts(at, { after: at.version - 1, limit: 5 }))).toEqual([at.version]);
  expect(seqs(await eventTexts(at, { after: 0, limit: 1000 }))).toEqual(upTo(at.version));
});
