import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { toSnapshot } from '#lib/domain/run/snapshot.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';
import { findRun, stateOf } from './find-run.ts';
import { withState } from './run-states.ts';

let product: TestProduct;
let owner: TestPerson;
let workflow: string;

beforeAll(async () => {
  product = await openProduct();
  owner = await product.api.person('owner');
  const signed = (id: string, needs: string[]) => ({ id, kind: 'gate', needs, gate: { title: id } });
  workflow = await product.workflow(owner, [signed('one', []), signed('two', ['one']), signed('three', ['two'])]);
});
afterAll(() => product.close());

const row = (id: string) => findRun({ workspace: { id: product.api.workspaceId } } as never, id);
const copy = (state: RunState) => structuredClone(toSnapshot(state));

async function pass(id: string): Promise<void> {
  const gate = await product.gate(owner, id);
  const decided = await product.decide(owner, gate, { action: 'approve' });
  expect(decided.status, JSON.stringify(decided.body)).toBe(200);
}

test('what was looked at moves on by the events that came since, to the same as all of them fold to', async () => {
  const id = await product.start(owner, workflow);
  for (let step = 0; step < 3; step++) {
    const at = await row(id);
    const exact = copy(await stateOf(at));
    expect(await withState(at, copy)).toEqual(exact);
    await pass(id);
  }
  await product.until(owner, id, ({ status }) => status === 'succeeded');
  const end = await row(id);
  expect(await withState(end, copy)).toEqual(copy(await stateOf(end)));
});

test('what did not change is not read again', async () => {
  const id = await product.start(owner, workflow);
  await product.gate(owner, id);
  const at = await row(id);
  await withState(at, () => {});
  const read = vi.spyOn(product.api.db.pool, 'query');
  await withState(at, (state) => expect(state.seq).toBe(at.version));
  expect(read).not.toHaveBeenCalled();
  read.mockRestore();
});

test('while somebody looks nothing changes under them, and who wants a later state has it', async () => {
  const id = await product.start(owner, workflow);
  await product.gate(owner, id);
  const before = await row(id);
  await withState(before, async (seen) => {
    const was = copy(seen);
    await pass(id);
    const after = await row(id);
    expect(after.version).toBeGreaterThan(before.version);
    const later = await Promise.all([1, 2, 3].map(() => withState(after, (state) => state.seq)));
    expect(later).toEqual([after.version, after.version, after.version]);
    expect(copy(seen)).toEqual(was);
  });
  const now = await row(id);
  const seen = await Promise.all([1, 2, 3].map(() => withState(now, (state) => state.seq)));
  expect(seen).toEqual([now.version, now.version, now.version]);
});
