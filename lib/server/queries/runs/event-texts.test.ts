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

const row = (id: string) => findRun({ workspace: { id: product.api.workspaceId } }, id);
const seqs = (texts: readonly string[]) => texts.map((text) => (JSON.parse(text) as { seq: number }).seq);
const upTo = (last: number, after = 0) => Array.from({ length: last - after }, (_, at) => after + at + 1);

async function waiting(): Promise<string> {
  const id = await product.start(owner, workflow);
  await product.gate(owner, id);
  return id;
}

/** How often events were read from the database while `work` was under way; the product's own work on it is none of that. */
async function readsDuring(run: string, work: () => Promise<unknown>): Promise<number> {
  const query = vi.spyOn(product.api.db.pool, 'query');
  try {
    await work();
    return query.mock.calls.filter(([given]) => {
      const { name, values } = given as unknown as { name?: string; values?: unknown[] };
      return name === 'read_events' && values?.[0] === run;
    }).length;
  } finally {
    query.mockRestore();
  }
}

test('many who ask for the same events at once have them read once', async () => {
  const at = await row(await waiting());
  let all: string[][] = [];
  const reads = await readsDuring(at.id, async () => {
    all = await Promise.all(Array.from({ length: 20 }, () => eventTexts(at, { after: 0, limit: 1000 })));
  });
  expect(reads).toBe(1);
  for (const texts of all) expect(seqs(texts)).toEqual(upTo(at.version));
});

test('that holds for more than is kept, too', async () => {
  const before = await row(await waiting());
  const at = { ...before, version: before.version + 50 };
  await product.api.db.pool.query(
    `INSERT INTO run_event (run_id, seq, at, type, data)
     SELECT $1, $2::int + n, now(), 'step.skipped',
       jsonb_build_object('step', 'two', 'how', 'waived', 'reason', repeat('x', 100000)) FROM generate_series(1, 50) n`,
    [before.id, before.version],
  );
  let all: string[][] = [];
  const reads = await readsDuring(at.id, async () => {
    all = await Promise.all(Array.from({ length: 5 }, () => eventTexts(at, { after: 0, limit: 1000 })));
  });
  expect(reads).toBe(1);
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
