import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestPerson } from './api.ts';
import { openProduct, type TestProduct } from './product.ts';

let product: TestProduct;
let owner: TestPerson;
const seen: IncomingHttpHeaders[] = [];
/** Answers with what it was sent, as a careless service does. */
const server = createServer((request, response) => {
  seen.push(request.headers);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ path: request.url, authorization: request.headers.authorization }));
});
let address: string;

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  product = await openProduct();
  owner = await product.api.person('owner');
});
afterAll(async () => {
  await product.close();
  server.closeAllConnections();
  server.close();
});

const token = 'a-long-value-nobody-may-see';
const steps = () => [
  {
    id: 'call',
    kind: 'http',
    with: {
      method: 'POST',
      url: `http://${address}/hook`,
      headers: { Authorization: 'Bearer {{ secrets.TOKEN }}' },
      query: { key: '{{ secrets.TOKEN }}' },
      body: { text: 'hello' },
    },
  },
];
const ended = ({ status }: { status: string }) => ['succeeded', 'failed'].includes(status);

it('calls what the owner has allowed, with a secret that nothing of the run shows', async () => {
  const { api } = product;
  const made = await api.call('POST', '/api/v1/secrets', { as: owner, body: { name: 'TOKEN', value: token } });
  expect(made.status).toBe(201);
  const workflow = await product.workflow(owner, steps());

  const refused = await product.until(owner, await product.start(owner, workflow), ended);
  expect(refused.steps[0]?.error).toMatchObject({ kind: 'refused', fix: expect.stringContaining(`add "${address}"`) });
  expect(seen).toHaveLength(0);

  const allowed = await api.call('PATCH', '/api/v1/workspace', { as: owner, body: { allowedHosts: [address] } });
  expect(allowed.status).toBe(200);
  // What the worker has read of the list counts for two more seconds.
  let run = refused;
  for (let tries = 0; run.status === 'failed' && tries < 20; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    run = await product.until(owner, await product.start(owner, workflow), ended);
  }
  expect(run).toMatchObject({ status: 'succeeded' });
  expect(seen[0]).toMatchObject({ authorization: `Bearer ${token}` });

  const said = await Promise.all(
    ['', '/events', '/steps/call/logs'].map((part) => api.call('GET', `/api/v1/runs/${run.id}${part}`, { as: owner })),
  );
  expect(said.map(({ status }) => status)).toEqual([200, 200, 200]);
  const text = JSON.stringify(said.map(({ body }) => body));
  expect(text).toContain(`→ POST http://${address}/hook?…`);
  expect(text).not.toContain(token);
});
