import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyEvidence } from '#lib/sdk/verify/verify-evidence.ts';
import { findRun, stateOf } from '#lib/server/queries/runs/find-run.ts';
import { forgetRuns } from '#lib/storage/engine/forget-runs.ts';
import type { TestPerson } from '../../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../../test/product.ts';

let product: TestProduct;
let owner: TestPerson;
let reviewer: TestPerson;
let editor: TestPerson;

beforeAll(async () => {
  product = await openProduct();
  owner = await product.api.person('owner');
  reviewer = await product.api.person('reviewer');
  editor = await product.api.person('editor');
  await product.api.db.pool.query(`update workspace set self_approval = 'never'`);
});
afterAll(() => product.close());

const rerun = (id: string, body: object = {}, as = owner) =>
  product.api.call('POST', `/api/v1/runs/${id}/rerun`, { as, body });
const ended = (id: string) => product.until(owner, id, (run) => run.finishedAt !== null);
const steps = (run: Awaited<ReturnType<typeof ended>>) =>
  Object.fromEntries(run.steps.map((step) => [step.id, `${step.status}${step.reused ? ' again' : ''}`]));

const long = 'A line of notes that is long. '.repeat(600);
/** Its last step fails unless it is asked to pass. */
const flaky = [
  { id: 'notes', kind: 'template', with: { template: long, artifact: 'notes.md' } },
  {
    id: 'check',
    kind: 'shell',
    needs: ['notes'],
    with: { run: 'test "$PASS" = yes', env: { PASS: '{{ inputs.pass }}' } },
  },
  { id: 'end', kind: 'template', needs: ['check'], with: { template: 'done, {{ steps.notes.output.text | size }}' } },
];
const inputs = { pass: { type: 'string', default: 'no' } };

describe('a rerun', () => {
  it('takes over results and files before the step it begins with, with another input', async () => {
    const workflow = await product.workflow(owner, flaky, { inputs, outputs: { end: '{{ steps.end.output.text }}' } });
    const first = await product.start(owner, workflow);
    expect((await ended(first)).status).toBe('failed');

    const preview = await rerun(first, { from: 'check', preview: true });
    expect(preview).toMatchObject({
      status: 200,
      body: {
        suggested: ['check'],
        reused: [{ id: 'notes', end: 'succeeded' }],
        runs: [{ id: 'check' }, { id: 'end', why: 'It comes after check' }],
        input: { pass: 'no' },
      },
    });
    const again = await rerun(first, { from: ['check'], input: { pass: 'yes' }, reason: 'the disk was full' });
    expect(again).toMatchObject({ status: 201, body: { number: 2 } });
    const second = await ended(again.body.id);
    expect(second).toMatchObject({ status: 'succeeded', rerunOf: { id: first, number: 1 } });
    expect(steps(second)).toEqual({ notes: 'succeeded again', check: 'succeeded', end: 'succeeded' });
    const rows = await product.api.db.pool.query('select step_id, phase, finished_at from run_step where run_id = $1', [
      second.id,
    ]);
    const state = await stateOf(await findRun({ workspace: { id: product.api.workspaceId } } as never, second.id));
    expect(Object.fromEntries(rows.rows.map((row) => [row.step_id, [row.phase, row.finished_at.getTime()]]))).toEqual(
      Object.fromEntries([...state.steps].map(([id, { phase, finishedAt }]) => [id, [phase, finishedAt]])),
    );
    expect(second.outputs).toEqual({ end: `done, ${long.length}` });

    const record = await product.api.call('GET', `/api/v1/audit?runId=${second.id}`, { as: owner });
    expect(record.body.items[0]).toMatchObject({
      action: 'run.rerun',
      sentence: 'ran again #1 as release #2, from check, because: the disk was full',
    });

    // What it took over stays when the earlier run is forgotten.
    const { pool } = product.api.db;
    await pool.query(`update run set finished_at = now() - interval '9 days' where id = $1`, [first]);
    expect((await forgetRuns(pool, { days: 5, max: 10 })).files).toEqual([]);
    expect((await product.api.call('GET', `/api/v1/runs/${first}`, { as: owner })).status).toBe(404);
    const { body } = await product.api.call('GET', `/api/v1/runs/${second.id}/artifacts`, { as: owner });
    expect(body.items).toMatchObject([{ name: 'notes.md', step: 'notes' }]);
    const file = await product.api.call('GET', `/api/v1/runs/${second.id}/artifacts/${body.items[0].id}`, {
      as: owner,
    });
    expect([file.status, file.body]).toEqual([200, long]);
    const { ref } = second.steps[0]!.output as { ref: string };
    const value = await product.api.call('GET', `/api/v1/runs/${second.id}/values/${ref}`, { as: owner });
    expect(value).toMatchObject({ status: 200, body: { text: long } });
  });

  it('is not forgotten under way: what it may take over is kept while it goes on', async () => {
    const workflow = await product.workflow(owner, [
      { id: 'ask', kind: 'gate', gate: {} },
      { id: 'notes', kind: 'template', with: { template: long } },
    ]);
    const first = await product.start(owner, workflow);
    await product.decide(reviewer, await product.gate(reviewer, first), { action: 'approve' });
    await ended(first);
    const second = (await rerun(first, { from: 'ask' })).body.id;
    await product.gate(reviewer, second);
    const { pool } = product.api.db;
    await pool.query(`update run set finished_at = now() - interval '9 days' where id = $1`, [first]);
    await forgetRuns(pool, { days: 5, max: 10 });
    expect((await product.api.call('GET', `/api/v1/runs/${first}`, { as: owner })).status).toBe(200);
  });

  it('keeps sealed inputs, and gives them to nobody else', async () => {
    const secret = 'correct horse battery staple';
    const spec = {
      inputs: { token: { type: 'string', sensitive: true }, name: { type: 'string', default: 'x' } },
      steps: [{ id: 'use', kind: 'shell', with: { run: 'printf %s "$T" | wc -c', env: { T: '{{ inputs.token }}' } } }],
    };
    const workflow = await product.workflow(owner, spec.steps, { inputs: spec.inputs });
    const first = await product.start(owner, workflow, { input: { token: secret } });
    await ended(first);
    const preview = await rerun(first, { preview: true });
    expect(preview.body).toMatchObject({ input: { name: 'x' }, kept: ['token'] });
    expect(JSON.stringify(preview.body)).not.toContain(secret);
    const again = await rerun(first, { input: { name: 'y' } });
    const run = await ended(again.body.id);
    expect(run.steps[0]).toMatchObject({ status: 'succeeded', output: { stdout: expect.stringContaining('28') } });
    expect(JSON.stringify(run)).not.toContain(secret);
    const shown = await product.api.call('POST', `/api/v1/runs/${run.id}/inputs/token/show`, { as: owner });
    expect(shown.body).toEqual({ name: 'token', value: secret });

    // A version that does not seal it any more is not given the old value.
    await product.api.call('PUT', `/api/v1/workflows/${workflow}/draft`, {
      as: owner,
      body: {
        revision: 1,
        spec: { name: 'release', ...spec, inputs: { token: { type: 'string' } }, steps: [flaky[0]] },
      },
    });
    await product.api.call('POST', `/api/v1/workflows/${workflow}/publish`, { as: owner, body: {} });
    expect(await rerun(first, { version: 'latest' })).toMatchObject({ status: 422, body: { code: 'invalid_input' } });
  });

  it('runs a draft run again with its own snapshot', async () => {
    const workflow = await product.workflow(owner, [flaky[0]]);
    const first = await product.start(owner, workflow, { draft: true });
    await ended(first);
    const draft = { name: 'release', steps: [{ ...flaky[0], with: { template: 'other' } }] };
    await product.api.call('PUT', `/api/v1/workflows/${workflow}/draft`, {
      as: owner,
      body: { revision: 1, spec: draft },
    });
    const run = await ended((await rerun(first)).body.id);
    expect(run).toMatchObject({ draft: true, version: null, steps: [{ output: { preview: expect.any(String) } }] });
  });

  it('is refused with the place of what is wrong', async () => {
    const workflow = await product.workflow(owner, [{ id: 'ask', kind: 'gate', gate: {} }], { inputs });
    const first = await product.start(owner, workflow);
    const gate = await product.gate(reviewer, first);
    expect(await rerun(first)).toMatchObject({ status: 409, body: { code: 'run_not_over' } });
    await product.decide(reviewer, gate, { action: 'approve' });
    await ended(first);
    expect(await rerun(first, { from: 'nowhere' })).toMatchObject({
      status: 422,
      body: { code: 'invalid_input', errors: [{ path: 'from.0' }] },
    });
    expect(await rerun(first, { input: { pass: 7 } })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'input.pass' }] },
    });
    expect((await rerun(first, { version: 7 })).status).toBe(404);
    expect((await rerun(first, { from: [] })).status).toBe(400);
    expect((await rerun(first, {}, reviewer)).status).toBe(403);
    expect((await rerun('nothing')).status).toBe(404);
  });
});

describe('the gates of a rerun', () => {
  const asking = [
    { id: 'ask', kind: 'gate', gate: { title: 'Ship it?', reuse: true }, with: { payload: { what: 'release' } } },
    { id: 'check', kind: 'shell', needs: ['ask'], with: { run: 'exit 1' } },
  ];

  it('count a signature again, name it, and prove it', async () => {
    const workflow = await product.workflow(owner, asking);
    const first = await product.start(owner, workflow);
    const gate = await product.gate(reviewer, first);
    await product.decide(reviewer, gate, { action: 'approve', comment: 'fine' });
    await ended(first);
    const preview = await rerun(first, { from: 'check', preview: true }, editor);
    expect(preview.body.gates).toMatchObject([
      { step: 'ask', placement: 'alone', signedBy: [expect.stringContaining('reviewer')] },
    ]);
    const run = await ended((await rerun(first, { from: 'check' }, editor)).body.id);
    expect(run.steps[0]!.seals).toMatchObject([
      { by: { id: reviewer.memberId }, action: 'approve', comment: 'fine', from: { runId: first, number: 1 } },
    ]);
    const record = await product.api.call('GET', `/api/v1/audit?runId=${run.id}&action=run.rerun`, { as: owner });
    expect(record.body.items[0].details.mayCountAgain).toMatchObject([{ step: 'ask', run: 1 }]);
    const { rows } = await product.api.db.pool.query(
      `select g.digest, g.status, (select count(*)::int from gate_vote v where v.gate_id = g.id) as votes from gate g where run_id = $1`,
      [run.id],
    );
    expect(rows).toEqual([{ digest: gate.digest, status: 'closed', votes: 0 }]);
    const evidence = await product.api.call('GET', `/api/v1/runs/${run.id}/evidence`, { as: owner });
    expect(evidence.status).toBe(200);
    expect(Object.keys(evidence.body.cases)).toContain(gate.digest);
    expect(verifyEvidence(evidence.body)).toMatchObject({ ok: true });
    const forged = structuredClone(evidence.body);
    forged.events[0].data.reuse.gates = [];
    expect(verifyEvidence(forged)).toMatchObject({ ok: false });
  });

  it('ask somebody else when the one who signed runs it again', async () => {
    const workflow = await product.workflow(owner, asking);
    const first = await product.start(owner, workflow);
    await product.decide(editor, await product.gate(editor, first), { action: 'approve' });
    await ended(first);
    const preview = await rerun(first, { from: 'check', preview: true }, editor);
    expect(preview.body.gates).toMatchObject([{ signedBy: [] }]);
    const second = (await rerun(first, { from: 'check' }, editor)).body.id;
    const gate = await product.gate(editor, second);
    expect(await product.decide(editor, gate, { action: 'approve' })).toMatchObject({
      body: { code: 'self_approval' },
    });
  });
});
