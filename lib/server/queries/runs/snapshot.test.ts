import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunSnapshot } from '#lib/contracts/run-event.ts';
import { runView } from '#lib/contracts/run-view/run-view.ts';
import { fromSnapshot } from '#lib/domain/run/snapshot.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { openApi, type TestApi, type TestPerson } from '../../../../test/api.ts';

let api: TestApi;
let owner: TestPerson;
beforeAll(async () => {
  api = await openApi();
  owner = await api.person('owner');
});
afterAll(() => api.close());

test('a run made from its snapshot is shown as the API shows it', async () => {
  const as = { as: owner };
  const steps = [
    { id: 'a', kind: 'transform', with: { expression: '1' } },
    { id: 'sign', kind: 'gate', needs: ['a'], gate: {} },
  ];
  const { body: workflow } = await api.call('POST', '/api/v1/workflows', {
    ...as,
    body: { spec: { name: 's', steps } },
  });
  const { body: run } = await api.call('POST', `/api/v1/workflows/${workflow.id}/runs`, { ...as, body: {} });
  await api.call('POST', `/api/v1/runs/${run.id}/signals`, { ...as, body: { name: 'go', data: { n: 1 } } });
  const [{ body: told }, { body: shown }] = [
    await api.call('GET', `/api/v1/runs/${run.id}/snapshot`, as),
    await api.call('GET', `/api/v1/runs/${run.id}`, as),
  ];
  const { seq, state } = told as RunSnapshot;
  expect(seq).toBe(shown.seq);
  const none = { previews: new Map(), children: new Map(), unserved: new Set<string>() };
  const { id, number, draft, layout, eta, parent } = shown;
  const made = runView(fromSnapshot(state as Json)!, {
    ...none,
    ...{ id, number, draft, layout, eta, parent },
    queued: shown.waitingFor,
  });
  expect(JSON.parse(JSON.stringify(made))).toEqual(shown);
});
