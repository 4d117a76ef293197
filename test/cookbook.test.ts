import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunView } from '#lib/contracts/run.ts';
import { findingsOf } from '#lib/domain/workflow/findings/findings-of.ts';
import { parseWorkflowText, printWorkflow } from '#lib/domain/workflow/yaml.ts';
import { kindCatalogue } from '#lib/steps/registry.ts';
import type { TestPerson } from './api.ts';
import { openProduct, type TestProduct } from './product.ts';

const docs = join(import.meta.dirname, '../docs');
const files = readdirSync(join(docs, 'cookbook')).toSorted();
const read = (file: string) => parseWorkflowText(readFileSync(join(docs, 'cookbook', file), 'utf8'));

let product: TestProduct;
let owner: TestPerson;
let reviewer: TestPerson;
let colleague: TestPerson;
const made = new Map<string, string>();

/** Takes no announcement, and counts 9 errors. */
const sent: (string | undefined)[] = [];
const server = createServer((request, response) => {
  if (request.method === 'POST') sent.push(request.headers.authorization);
  response.writeHead(request.method === 'POST' ? 503 : 200, { 'content-type': 'application/json' });
  response.end('{"errors":9}');
});
const address = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  product = await openProduct();
  owner = await product.api.person('owner');
  reviewer = await product.api.person('reviewer');
  colleague = await product.api.person('reviewer');
  await post('/groups', { name: 'finance', members: [reviewer.memberId, colleague.memberId] });
  await post('/groups', { name: 'leads', members: [owner.memberId] });
  await post('/policies', { name: 'payments', demand: { mandatory: true, commentRequired: ['modify'] } });
  await post('/secrets', { name: 'ANNOUNCE_TOKEN', value: 'a-token-nobody-may-see' });
  await product.api.call('PATCH', '/api/v1/workspace', { as: owner, body: { allowedHosts: [address()] } });
  for (const file of files) {
    const { id, version, findings } = await post('/workflows', { spec: read(file).workflow });
    expect([file, version, findings]).toEqual([file, 1, []]);
    made.set(file, id);
  }
});
afterAll(async () => {
  await product.close();
  server.closeAllConnections();
  server.close();
});

async function post(path: string, body: object, as = owner) {
  const answer = await product.api.call('POST', `/api/v1${path}`, { as, body });
  if (answer.status >= 400) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
const asked = ({ waitingFor }: RunView) => waitingFor.some(({ gate }) => gate !== undefined);
const ended = ({ finishedAt }: RunView) => finishedAt !== null;

/** Waits for the run to ask, and answers; gives the case as it was shown. */
async function answer(run: string, decision: object, as = reviewer) {
  await product.until(owner, run, asked);
  const open = await product.api.call('GET', `/api/v1/approvals?runId=${run}`, { as });
  const { body } = await product.api.call('GET', `/api/v1/approvals/${open.body.items[0].id}`, { as });
  await post(`/approvals/${body.id}/decisions`, { digest: body.digest, ...decision }, as);
  return body;
}
const approve = (run: string) => answer(run, { action: 'approve' });

interface Recipe {
  file: string;
  input?: () => object;
  /** What people do meanwhile. */
  people?: (run: string, workflow: string) => Promise<unknown>;
  /** Default: succeeded, as every step. */
  status?: string;
  /** How steps ended, where not well, and those that came into the run. */
  steps?: Record<string, string>;
  outputs?: object;
  then?: (run: RunView, workflow: string) => unknown;
}
const stepOf = (run: RunView, id: string) => run.steps.find((step) => step.id === id)!;

const recipes: Recipe[] = [
  {
    file: '01-sequence.yaml',
    outputs: { total: 450, report: '3 sales, 450 in all.' },
    then: (run) => expect(stepOf(run, 'report').artifacts.map(({ name }) => name)).toEqual(['report.md']),
  },
  { file: '02-parallel.yaml', outputs: { summary: '8 words on 2 lines, not finished.' } },
  { file: '03-branch.yaml', steps: { petty: 'skipped', budget: 'skipped' } },
  { file: '03-branch.yaml', input: () => ({ amount: 20 }), steps: { transfer: 'skipped', budget: 'skipped' } },
  {
    file: '04-retries.yaml',
    input: () => ({ url: `http://${address()}/releases` }),
    outputs: { said: 'Version 1.4.0 is out.' },
    then: (run) => {
      expect(sent).toEqual(['Bearer a-token-nobody-may-see', 'Bearer a-token-nobody-may-see']);
      expect(stepOf(run, 'announce')).toMatchObject({ kind: 'notify', fallback: 1 });
    },
  },
  { file: '05-wait-for-a-time.yaml', input: () => ({ pause: '1s' }), outputs: { waitedUntil: expect.any(String) } },
  {
    file: '06-wait-for-a-signal.yaml',
    async people(run) {
      await product.until(owner, run, ({ awaited }) => awaited.includes('packed'));
      await post(`/runs/${run}/signals`, { name: 'payment', data: { order: 6, sum: 1 } });
      await post(`/runs/${run}/signals`, { name: 'payment', data: { order: 7, sum: 30 } });
      await post(`/runs/${run}/signals`, { name: 'packed' });
    },
    outputs: { note: 'Order 7 is shipped; 30 were paid.' },
    then: (run) => expect(run.signals.map(({ name }) => name)).toEqual(['payment']),
  },
  {
    file: '07-map.yaml',
    people: (run) => answer(run, { action: 'retry' }),
    outputs: { labels: '1. Label for Harbour, 2. Label for Station, 3. Label for Market' },
    async then({ id }) {
      const { body } = await product.api.call('GET', `/api/v1/runs/${id}/steps/labels/items`, { as: owner });
      expect(body.items.map(({ steps }: { steps: { attempt: number }[] }) => steps[0]?.attempt)).toEqual([1, 2, 1]);
    },
  },
  {
    file: '08-gate-around-a-step.yaml',
    async people(run) {
      await approve(run);
      await answer(run, { action: 'approve', form: { ticket: 'T-9' } });
    },
    outputs: { filed: 'T-9: Dear Alex, we are sorry for the delay of your order.' },
  },
  {
    file: '09-gate-alone.yaml',
    async people(run) {
      await answer(run, { action: 'retry', comment: 'Say where it is.' });
      await answer(run, { action: 'outcome', outcome: 'publish' });
    },
    steps: { shelved: 'skipped' },
    then: (run) => expect(stepOf(run, 'published').output).toEqual({ text: 'On our new office. (Say where it is.)' }),
  },
  {
    file: '10-rules.yaml',
    people: approve,
    steps: { 'rule:1-large-invoice': 'succeeded' },
    outputs: { said: 'Paid 1300.' },
  },
  { file: '10-rules.yaml', input: () => ({ lines: [7] }), outputs: { said: 'Paid 7.' } },
  {
    file: '10-rules.yaml',
    input: () => ({ lines: [20_000] }),
    status: 'failed',
    steps: { pay: 'cancelled' },
    then: ({ reason }) => expect(reason).toContain('An invoice of more than 10000 is not paid from here'),
  },
  {
    file: '11-roll-back.yaml',
    status: 'failed',
    steps: {
      concert: 'failed',
      'undo:hotel': 'succeeded',
      'undo:train': 'succeeded',
      apology: 'succeeded',
      'onFailure:notify-1': 'succeeded',
    },
    then(run) {
      const [hotel, train, apology] = ['undo:hotel', 'undo:train', 'apology'].map((id) => stepOf(run, id));
      expect(hotel!.finishedAt! <= train!.startedAt!).toBe(true);
      expect(train!.finishedAt! <= apology!.startedAt!).toBe(true);
      expect(train!.output).toMatchObject({ stdout: 'gave back ticket T-17\n' });
      expect(apology!.output).toEqual({ text: 'No trip to Lisbon: concert failed.' });
    },
  },
  { file: '12-child-workflow.yaml', outputs: { total: 35 } },
  {
    file: '13-cache.yaml',
    outputs: { price: 125 },
    async then(run, workflow) {
      expect(stepOf(run, 'rates').cached).toBe(null);
      const later = await product.start(owner, workflow, { input: { amount: 8 } });
      const again = await product.until(owner, later, ended);
      expect(again.outputs).toEqual({ price: 10 });
      expect(stepOf(again, 'rates').cached).toMatchObject({ runId: run.id });
    },
  },
  {
    file: '14-one-at-a-time.yaml',
    async people(run, workflow) {
      await product.until(owner, run, asked);
      const next = await product.start(owner, workflow);
      const elsewhere = await product.start(owner, workflow, { input: { target: 'production' } });
      await approve(elsewhere);
      expect((await product.run(owner, next)).sentence).toContain('deploy staging');
      await approve(run);
      await approve(next);
      expect(await product.until(owner, next, ended)).toMatchObject({ status: 'succeeded' });
    },
    then: (run) => expect(run.retries).toEqual({ used: 1, budget: 2 }),
  },
  {
    file: '15-watch.yaml',
    input: () => ({ metrics: `http://${address()}/metrics` }),
    status: 'failed',
    steps: {
      soak: 'failed',
      announce: 'skipped',
      'undo:deploy': 'succeeded',
      'onFailure:notify-1': 'succeeded',
    },
    then: (run) => expect(stepOf(run, 'undo:deploy').output).toMatchObject({ stdout: 'back from 2.0\n' }),
  },
  { file: '16-payment.yaml', people: approve, outputs: { said: 'Paid 250 to Harbour Ltd.' } },
  {
    file: '16-payment.yaml',
    async people(run) {
      const edited = { to: 'Harbour Ltd', amount: 200 };
      const shown = await answer(run, { action: 'modify', payload: edited, comment: 'A discount of 50.' });
      expect(shown).toMatchObject({ escalation: { stage: 0, of: 1, to: ['leads'] }, quorum: { need: 1 } });
      const second = await answer(run, { action: 'approve' }, colleague);
      expect(second).toMatchObject({ payload: edited, quorum: { have: 1, need: 2 } });
      expect(second.secondFor.id).toBe(reviewer.memberId);
    },
    outputs: { said: 'Paid 200 to Harbour Ltd.' },
    then: (run) => expect(stepOf(run, 'payment').seals.map(({ action }) => action)).toEqual(['modify', 'approve']),
  },
];

describe.each(files)('%s', (file) => {
  it('has nothing wrong with it, and comes back from printing', () => {
    const { workflow, findings } = read(file);
    expect(findings).toEqual([]);
    expect(findingsOf(workflow!, kindCatalogue)).toEqual([]);
    expect(parseWorkflowText(printWorkflow(workflow!)).workflow).toEqual(workflow);
  });
});

it.each(recipes)(
  '$file runs as it says',
  async ({ file, input, people, status = 'succeeded', steps, outputs, then }) => {
    const workflow = made.get(file)!;
    const id = await product.start(owner, workflow, { input: input?.() ?? {} });
    await people?.(id, workflow);
    const run = await product.until(owner, id, ended);
    const own = read(file).workflow!.steps.map((step) => [step.id, 'succeeded']);
    expect(Object.fromEntries(run.steps.map((step) => [step.id, step.status]))).toEqual({
      ...Object.fromEntries(own),
      ...steps,
    });
    expect(run.status).toBe(status);
    if (outputs) expect(run.outputs).toEqual(outputs);
    await then?.(run, workflow);
  },
);

it('has sixteen recipes, all of which run here and are told of, with links that lead somewhere', () => {
  expect(files).toHaveLength(16);
  expect([...new Set(recipes.map(({ file }) => file))]).toEqual(files);
  const text = readFileSync(join(docs, 'cookbook.md'), 'utf8');
  const links = (to: RegExp) => [...new Set([...text.matchAll(to)].map((found) => found[1]!))];
  expect(links(/\]\(cookbook\/([^)]+)\)/g).toSorted()).toEqual(files);
  const headings = [...readFileSync(join(docs, 'workflow-reference.md'), 'utf8').matchAll(/^#+ (.+)$/gm)];
  const places = headings.map((found) => found[1]!.toLowerCase().replaceAll(' ', '-'));
  expect(places).toEqual(expect.arrayContaining(links(/\]\(workflow-reference\.md#([^)]+)\)/g)));
});
