import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let owner: TestPerson;
let viewer: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  product = await openProduct();
  owner = await product.api.person('owner');
  viewer = await product.api.person('viewer');
  stranger = await product.api.person('owner', { workspaceId: await product.api.workspace() });
});
afterAll(() => product.close());

const template = (id: string, text: string, more: object = {}) => ({
  id,
  kind: 'template',
  with: { template: text },
  ...more,
});
const call = (method: string, path: string, as = owner, body?: unknown) => product.api.call(method, path, { as, body });
const ended = (run: string) => product.until(owner, run, ({ finishedAt }) => finishedAt !== null);

describe('starting', () => {
  test('counts the runs of a workflow, records the start and shows what happened', async () => {
    const workflow = await product.workflow(owner, [template('hello', 'Hello {{ inputs.name }}')], {
      inputs: { name: { type: 'string', default: 'world' } },
      outputs: { text: '{{ steps.hello.output.text }}' },
    });
    const first = await product.start(owner, workflow);
    const second = await product.start(owner, workflow, { input: { name: 'you' } });
    const view = await ended(second);
    expect(view).toMatchObject({
      number: 2,
      status: 'succeeded',
      version: 1,
      draft: false,
      input: { name: 'you' },
      outputs: { text: 'Hello you' },
      progress: { done: 1, total: 1 },
      sentence: 'Succeeded: 1 of 1 step done.',
    });
    expect(view.steps[0]).toMatchObject({
      id: 'hello',
      status: 'succeeded',
      attempt: 1,
      output: { text: 'Hello you' },
    });
    expect((await ended(first)).outputs).toEqual({ text: 'Hello world' });
    const record = await call('GET', `/api/v1/audit?runId=${first}`);
    expect(record.body.items[0]).toMatchObject({ action: 'run.started', sentence: 'started release #1' });
  });

  test('of ten started at once each has its own number', async () => {
    const workflow = await product.workflow(owner, [template('a', 'x')]);
    const path = `/api/v1/workflows/${workflow}/runs`;
    const answers = await Promise.all(Array.from({ length: 10 }, () => call('POST', path, owner, {})));
    expect(answers.map(({ body }) => body.number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('a repeat with the same Idempotency-Key starts nothing new', async () => {
    const workflow = await product.workflow(owner, [template('a', 'x')]);
    const start = () =>
      product.api.call('POST', `/api/v1/workflows/${workflow}/runs`, {
        as: owner,
        body: {},
        headers: { 'idempotency-key': 'the-same' },
      });
    const [one, two] = await Promise.all([start(), start()]);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(one.body).toEqual(two.body);
  });

  test('names every input that does not fit', async () => {
    const workflow = await product.workflow(owner, [template('a', 'x')], {
      inputs: { count: { type: 'integer' }, name: { type: 'string' }, level: { type: 'string', enum: ['a', 'b'] } },
    });
    const path = `/api/v1/workflows/${workflow}/runs`;
    const { status, body } = await call('POST', path, owner, { input: { count: 'x', level: 'c', more: 1 } });
    expect(status).toBe(422);
    expect(body.code).toBe('invalid_input');
    expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      'input.count',
      'input.level',
      'input.more',
      'input.name',
    ]);
  });

  test('runs a named version or the draft, which is marked and keeps its snapshot', async () => {
    const workflow = await product.workflow(owner, [template('a', 'one')]);
    const spec = { name: 'release', steps: [template('a', 'two')] };
    await call('PUT', `/api/v1/workflows/${workflow}/draft`, owner, { revision: 1, spec });
    const draft = await product.start(owner, workflow, { draft: true });
    await call('PUT', `/api/v1/workflows/${workflow}/draft`, owner, { revision: 2, spec: { ...spec, steps: [] } });
    expect(await ended(draft)).toMatchObject({ draft: true, version: null, steps: [{ output: { text: 'two' } }] });
    const one = await product.start(owner, workflow, { version: 1 });
    expect((await ended(one)).steps[0]?.output).toEqual({ text: 'one' });
    const path = `/api/v1/workflows/${workflow}/runs`;
    expect((await call('POST', path, owner, { version: 7 })).status).toBe(404);
    expect((await call('POST', path, owner, { version: 1, draft: true })).status).toBe(400);
  });

  test('refuses what is not published, drafts with errors, and who may not', async () => {
    const make = (body: object) => call('POST', '/api/v1/workflows?draft=1', owner, body);
    const bad = (await make({ spec: { name: 'bad', steps: [{ id: 'a', kind: 'nonsense' }] } })).body.id;
    expect((await call('POST', `/api/v1/workflows/${bad}/runs`, owner, {})).body.code).toBe('not_published');
    const draft = await call('POST', `/api/v1/workflows/${bad}/runs`, owner, { draft: true });
    expect(draft).toMatchObject({ status: 422, body: { code: 'invalid_workflow' } });
    expect((await call('POST', `/api/v1/workflows/${bad}/runs`, viewer, {})).body.code).toBe('forbidden');
  });
});

describe('reading', () => {
  test('a large value is shown by its beginning and fetched as a whole', async () => {
    const big = 'x'.repeat(20_000);
    const workflow = await product.workflow(owner, [template('big', '{{ inputs.text }}')], {
      inputs: { text: { type: 'string' } },
    });
    const run = await product.start(owner, workflow, { input: { text: big } });
    const { output } = (await ended(run)).steps[0] as { output: { ref: string; bytes: number; preview: string } };
    expect(output).toMatchObject({ ref: expect.stringMatching(/^[0-9a-f]{64}$/), bytes: expect.any(Number) });
    expect(output.preview.length).toBeLessThan(1000);
    const whole = await call('GET', `/api/v1/runs/${run}/values/${output.ref}`);
    expect(whole.body).toEqual({ text: big });
    const other = await product.start(owner, await product.workflow(owner, [template('a', 'x')]));
    expect((await call('GET', `/api/v1/runs/${other}/values/${output.ref}`)).status).toBe(404);
  });

  test('events come in order, after a seq, page by page', async () => {
    const run = await product.start(owner, await product.workflow(owner, [template('a', 'x'), template('b', 'y')]));
    const { seq } = await ended(run);
    const seen: number[] = [];
    for (let after: string | null = '0'; after !== null; ) {
      const { body } = await call('GET', `/api/v1/runs/${run}/events?after=${after}&limit=2`);
      seen.push(...body.items.map((event: { seq: number }) => event.seq));
      after = body.nextCursor;
    }
    expect(seen).toEqual(Array.from({ length: seq }, (_, index) => index + 1));
    const { body } = await call('GET', `/api/v1/runs/${run}/events`);
    expect(body.items[0]).toMatchObject({ type: 'run.started', actor: { id: owner.memberId } });
  });

  test('the output of a shell step can be read from its first chunk and as a file', async () => {
    const run = await product.start(
      owner,
      await product.workflow(owner, [{ id: 'say', kind: 'shell', with: { run: 'echo one; echo two >&2' } }]),
    );
    await ended(run);
    const { body } = await call('GET', `/api/v1/runs/${run}/steps/say/logs`);
    const text = body.items.map((chunk: { text: string }) => chunk.text).join('');
    expect(text).toContain('one');
    expect(text).toContain('two');
    const file = await call('GET', `/api/v1/runs/${run}/steps/say/logs?download=1`);
    expect(file.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(file.headers.get('content-disposition')).toContain('attachment; filename="say-attempt-1.log"');
    expect(file.body).toContain('one');
    expect((await call('GET', `/api/v1/runs/${run}/steps/other/logs`)).status).toBe(404);
  });

  test('a long output is read from its end backwards, and searched without reading it', async () => {
    const run = await product.start(
      owner,
      await product.workflow(owner, [{ id: 'say', kind: 'shell', with: { run: 'true' } }]),
    );
    await ended(run);
    await product.api.db.pool.query(
      `INSERT INTO step_log (run_id, step_id, attempt, chunk, at, stream, text)
       SELECT $1, 'say', 2, n, '2030-01-31T12:00:00Z'::timestamptz + n * interval '1 minute', 'stdout', CASE WHEN n % 10 = 0 THEN 'Needle 100% needle' ELSE 'hay ' || n END
       FROM generate_series(0, 29) n`,
      [run],
    );
    const logs = `/api/v1/runs/${run}/steps/say/logs`;
    const numbers = (page: { items: { chunk: number }[] }) => page.items.map(({ chunk }) => chunk);
    const last = (await call('GET', `${logs}?before=2147483647&limit=3`)).body;
    expect([numbers(last), last.nextCursor]).toEqual([[27, 28, 29], '27']);
    const first = (await call('GET', `${logs}?before=2&limit=3`)).body;
    expect([numbers(first), first.nextCursor]).toEqual([[0, 1], null]);
    const hits = async (query: string) => (await call('GET', `${logs}/hits?${query}`)).body;
    expect(await hits('text=NEEDLE&limit=2')).toEqual({
      items: [
        { chunk: 0, hits: 2 },
        { chunk: 10, hits: 2 },
      ],
      nextCursor: '10',
    });
    expect(numbers(await hits('text=0%25%20n&after=10'))).toEqual([20]);
    const then = 'until=2030-01-31T12:15:30Z';
    const past = (await call('GET', `${logs}?before=2147483647&limit=3&${then}`)).body;
    expect([numbers(past), past.nextCursor]).toEqual([[13, 14, 15], '13']);
    expect((await call('GET', `${logs}?after=13&${then}`)).body).toMatchObject({ items: [{}, {}], nextCursor: null });
    expect(numbers(await hits(`text=needle&${then}`))).toEqual([0, 10]);
    const asFile = async (query: string) => (await call('GET', `${logs}?download=1${query}`)).body as string;
    expect((await asFile(`&${then}`)).endsWith('hay 14hay 15')).toBe(true);
    expect((await asFile('')).endsWith('hay 29')).toBe(true);
    for (const none of ['text=needle&attempt=1', 'text=%25x', 'text=', ''])
      expect(numbers(await hits(none))).toEqual([]);
    expect((await call('GET', `${logs}/hits?text=a`, stranger)).status).toBe(404);
    for (const wrong of ['?before=-1', '?before=99999999999', '?until=noon', `/hits?text=${'x'.repeat(201)}`])
      expect((await call('GET', `${logs}${wrong}`)).status).toBe(400);
  });

  test('files are listed and come as attachments that no browser runs', async () => {
    const html = {
      ...template('page', '<script>alert(1)</script>'),
      with: { template: '<script>1</script>', artifact: 'a.html' },
    };
    const run = await product.start(owner, await product.workflow(owner, [html]));
    await ended(run);
    const { items } = (await call('GET', `/api/v1/runs/${run}/artifacts`)).body;
    expect(items).toMatchObject([{ name: 'a.html', step: 'page', attempt: 1, bytes: 18 }]);
    const path = `/api/v1/runs/${run}/artifacts/${items[0].id}`;
    for (const query of ['', '?inline=1']) {
      const file = await call('GET', `${path}${query}`);
      expect(file.body).toBe('<script>1</script>');
      expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
      expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect((await call('GET', path, stranger)).status).toBe(404);
    expect((await call('GET', `/api/v1/runs/${run}/artifacts/nothing`)).status).toBe(404);

    const zip = `/api/v1/runs/${run}/artifacts.zip`;
    const whole = await call('GET', zip);
    expect(whole.headers.get('content-type')).toBe('application/zip');
    expect(whole.headers.get('content-disposition')).toContain('attachment; filename="run-1-files.zip"');
    expect(whole.body).toContain('page/a.html');
    expect((await call('GET', `${zip}?prefix=page/`)).status).toBe(200);
    expect((await call('GET', `${zip}?prefix=other/`)).status).toBe(404);
    expect((await call('GET', zip, stranger)).status).toBe(404);
  });

  test('the list filters by status, workflow, person, text and time, page by page', async () => {
    const workflow = await product.workflow(owner, [template('a', 'x')], { name: 'listed' });
    const runs: string[] = [];
    for (let index = 0; index < 3; index++) runs.push(await product.start(owner, workflow));
    for (const run of runs) await ended(run);
    const list = async (query: string, as = owner) => (await call('GET', `/api/v1/runs?${query}`, as)).body;
    const ids = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id);
    const all = runs.toReversed();
    expect(ids(await list(`workflow=${workflow}`))).toEqual(all);
    expect(ids(await list('workflow=listed&status=succeeded&status=failed'))).toEqual(all);
    expect(ids(await list('workflow=listed&status=failed,queued'))).toEqual([]);
    expect(ids(await list(`workflow=listed&startedBy=${owner.memberId}`))).toEqual(all);
    expect(ids(await list(`workflow=listed&startedBy=${viewer.memberId}`))).toEqual([]);
    expect(ids(await list('text=liste&limit=200'))).toEqual(all);
    expect(ids(await list(`text=${runs[0]}`))).toEqual([runs[0]]);
    expect(ids(await list('workflow=listed&text=%232'))).toEqual([runs[1]]);
    expect(ids(await list('workflow=listed&from=2999-01-01'))).toEqual([]);
    expect(ids(await list('workflow=listed&to=2999-01-01T00:00:00Z'))).toEqual(all);
    const first = await list('workflow=listed&limit=2');
    expect([...ids(first), ...ids(await list(`workflow=listed&limit=2&cursor=${first.nextCursor}`))]).toEqual(all);
    const many = await list('workflow=listed&limit=2&status=succeeded&status=running');
    expect(
      ids(await list(`workflow=listed&limit=2&status=succeeded&status=running&cursor=${many.nextCursor}`)),
    ).toEqual([runs[0]]);
    expect((await list('limit=200', stranger)).items).toEqual([]);
    for (const query of ['status=nonsense', 'limit=0', 'limit=x', 'cursor=x', 'from=yesterday', 'cursor=WzEsMl0'])
      expect((await call('GET', `/api/v1/runs?${query}`)).status, query).toBe(400);
  });
});

describe('cancelling', () => {
  const waits = { ...template('a', 'x'), gate: { placement: 'before' } };

  test('ends a waiting run with the reason; asking again changes nothing', async () => {
    const run = await product.start(owner, await product.workflow(owner, [waits]));
    await product.gate(owner, run);
    const cancel = (reason: string, as = owner) => call('POST', `/api/v1/runs/${run}/cancel`, as, { reason });
    expect((await cancel('no', viewer)).status).toBe(403);
    expect((await cancel('no', stranger)).status).toBe(404);
    expect((await cancel(' ')).status).toBe(400);
    expect((await cancel('not needed')).status).toBe(200);
    expect(await ended(run)).toMatchObject({ status: 'cancelled', reason: 'not needed' });
    expect(await cancel('again')).toMatchObject({ status: 409, body: { code: 'run_ended' } });
    const { items } = (await call('GET', `/api/v1/audit?runId=${run}&action=run.cancelled`)).body;
    expect(items).toHaveLength(1);
    expect(items[0].sentence).toContain('not needed');
    expect((await call('GET', `/api/v1/approvals?runId=${run}`)).body.items).toEqual([]);
  });

  test('ends a run whose command is under way', async () => {
    const run = await product.start(
      owner,
      await product.workflow(owner, [{ id: 'long', kind: 'shell', with: { run: 'sleep 60' } }]),
    );
    await product.until(owner, run, ({ steps }) => steps[0]?.status === 'running');
    expect((await call('POST', `/api/v1/runs/${run}/cancel`, owner, { reason: 'enough' })).status).toBe(200);
    expect(await ended(run)).toMatchObject({ status: 'cancelled', steps: [{ status: 'cancelled' }] });
  });
});

test('no address makes the server fail, whatever stands in it', async () => {
  const junk = [
    'x',
    '0',
    '-1',
    '%00',
    '..',
    '.',
    '%2e%2e%2f',
    "';--",
    '%F0%9F%90%9F',
    'a'.repeat(300),
    '99999999999999999999',
  ];
  const run = await product.start(owner, await product.workflow(owner, [template('a', 'x')]));
  const paths = (id: string) => [
    `/api/v1/workflows/${id}`,
    `/api/v1/workflows/${id}/versions`,
    `/api/v1/workflows/${id}/versions/${id}`,
    `/api/v1/runs/${id}`,
    `/api/v1/runs/${id}/events`,
    `/api/v1/runs/${id}/artifacts`,
    `/api/v1/runs/${id}/evidence`,
    `/api/v1/runs/${run}/artifacts/${id}`,
    `/api/v1/runs/${run}/values/${id}`,
    `/api/v1/runs/${run}/steps/${id}/logs`,
    `/api/v1/approvals/${id}`,
  ];
  for (const id of junk)
    for (const path of paths(id)) {
      if (/\/\.\.?(\/|$)/.test(path)) continue;
      const { status } = await call('GET', path);
      expect(status, path).toBe(404);
    }
  for (const list of ['runs', 'workflows', 'approvals', 'audit'])
    for (const query of ['text=%00', 'cursor=%F0', 'limit=1e9', 'from=0', 'runId=%00', 'text=%25_%5C', 'actor=😀']) {
      const { status } = await call('GET', `/api/v1/${list}?${query}`);
      expect([200, 400], `${list}?${query}`).toContain(status);
    }
});
