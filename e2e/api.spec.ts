import { createHash } from 'node:crypto';
import type { ApprovalView } from '#lib/contracts/approval.ts';
import type { EvidencePack } from '#lib/contracts/evidence.ts';
import type { Problem } from '#lib/contracts/problem.ts';
import { problemSchema } from '#lib/contracts/problem.ts';
import type { AuditEntryView, VerificationView } from '#lib/contracts/record.ts';
import type { WorkflowView } from '#lib/contracts/workflow.ts';
import { Api, ended, stepOf } from './harness/api.ts';
import { expect, journey } from './harness/journey.ts';
import { addPerson } from './harness/people.ts';

/** The main job without a browser: what the pages do, by keys alone. */

const yaml = `
name: by-api
inputs:
  who: { type: string }
  times: { type: integer, default: 1 }
steps:
  - id: draft
    kind: template
    with: { template: "Hello {{ inputs.who }}, {{ inputs.times }} times" }
    gate:
      placement: after
      title: May this go out?
      reviewers: { groups: [api-release] }
      quorum: 2
      selfApproval: never
      editable: [text]
  - id: send
    kind: shell
    needs: [draft]
    with: { run: 'printf "%s" "$TEXT"', env: { TEXT: "{{ steps.draft.output.text }}" } }
outputs: { sent: "{{ steps.send.output.stdout }}" }
`;

journey('a signed run by the API alone', async ({ product }) => {
  const owner = new Api(product.url, product.adminKey);
  await owner.post('/groups', { name: 'api-release' });
  const groups = ['api-release'];
  const person = (name: string, extra: { role?: 'editor' | 'reviewer'; groups?: string[] } = {}) =>
    addPerson(owner, { name, email: `api-${name}@example.org`, role: 'reviewer', ...extra });
  const author = await person('author', { role: 'editor', groups });
  const first = await person('first', { groups });
  const second = await person('second', { groups });
  const late = await person('late', { groups });
  const other = await person('other');

  const made = await author.api.publish(yaml);
  expect(made).toMatchObject({ slug: 'by-api', version: 1 });

  const wrong = await author.api.call<Problem>('POST', '/workflows/by-api/runs', {
    json: { input: { times: 'often' } },
  });
  expect(wrong.status).toBe(422);
  expect(problemSchema.parse(wrong.body).code).toBe('invalid_input');
  expect(wrong.body.errors?.map(({ path }) => path).sort()).toEqual([
    expect.stringContaining('times'),
    expect.stringContaining('who'),
  ]);

  const begin = { json: { input: { who: 'world', times: 3 } }, headers: { 'idempotency-key': 'api-start-1' } };
  const started = await author.api.call<{ id: string }>('POST', '/workflows/by-api/runs', begin);
  const again = await author.api.call<{ id: string }>('POST', '/workflows/by-api/runs', begin);
  expect(started.status).toBe(201);
  expect(again.status).toBe(201);
  expect(again.body).toEqual(started.body);
  const reused = await author.api.call<Problem>('POST', '/workflows/by-api/runs', {
    ...begin,
    json: { input: { who: 'somebody else' } },
  });
  expect([reused.status, reused.body.code]).toEqual([409, 'idempotency_mismatch']);
  const id = started.body.id;
  const runs = await author.api.get<{ items: unknown[] }>('/runs?workflow=by-api');
  expect(runs.items).toHaveLength(1);

  const gate = await author.api.gate(id, 'draft');
  const shown = await first.api.get<ApprovalView>(`/approvals/${gate}`);
  expect(shown).toMatchObject({ title: 'May this go out?', payload: { text: 'Hello world, 3 times' }, status: 'open' });
  expect(shown.actions.map(({ action }) => action)).toEqual(['approve', 'modify', 'retry', 'skip', 'cancel']);
  const waiting = await author.api.run(id, ({ status }) => status === 'waiting');
  expect(waiting.waitingFor[0]).toMatchObject({ reason: 'approval', gate, whom: groups });

  const decide = (by: Api, json: Record<string, unknown>) =>
    by.call<Problem>('POST', `/approvals/${gate}/decisions`, { json });
  const refused = await decide(other.api, { action: 'approve', digest: shown.digest });
  expect([refused.status, refused.body.code]).toEqual([403, 'not_a_reviewer']);
  expect(refused.body.detail).toContain('api-release');
  const own = await decide(author.api, { action: 'approve', digest: shown.digest });
  expect([own.status, own.body.code]).toEqual([403, 'self_approval']);
  const unedited = await decide(first.api, {
    action: 'modify',
    digest: shown.digest,
    payload: { text: 'x', extra: 1 },
  });
  expect([unedited.status, unedited.body.code]).toEqual([422, 'payload_invalid']);

  const edit = await decide(first.api, {
    action: 'modify',
    digest: shown.digest,
    payload: { text: 'Good morning world' },
    comment: 'Politer.',
  });
  expect(edit.status).toBe(200);
  expect(edit.body).toMatchObject({ closed: false });
  const stale = await decide(second.api, { action: 'approve', digest: shown.digest });
  expect([stale.status, stale.body.code]).toEqual([409, 'stale_digest']);
  const now = stale.body.gate as ApprovalView;
  expect(now.payload).toEqual({ text: 'Good morning world' });
  const signed = await decide(second.api, { action: 'approve', digest: now.digest });
  expect(signed.body).toMatchObject({ closed: true });
  const closed = await decide(late.api, { action: 'approve', digest: now.digest });
  expect([closed.status, closed.body.code]).toEqual([409, 'gate_closed']);
  expect(closed.body.detail).toContain('second');

  const run = await author.api.run(id, ended);
  expect(run).toMatchObject({ status: 'succeeded', outputs: { sent: 'Good morning world' } });
  expect(stepOf(run, 'draft').seals.map(({ by, action }) => [by.name, action])).toContainEqual(['second', 'approve']);
  const over = await author.api.call<Problem>('POST', `/runs/${id}/cancel`, { json: { reason: 'too late' } });
  expect([over.status, over.body.code]).toEqual([409, 'run_ended']);

  const evidence = await owner.get<EvidencePack>(`/runs/${id}/evidence`);
  for (const [digest, text] of Object.entries(evidence.cases))
    expect(createHash('sha256').update(text).digest('hex')).toBe(digest);
  expect(Object.keys(evidence.cases)).toEqual(expect.arrayContaining([shown.digest, now.digest]));
  const audit = await owner.get<{ items: AuditEntryView[] }>(`/audit?runId=${id}&action=gate`);
  const decisions = audit.items.filter(({ action }) => action === 'gate.decided');
  expect(decisions.map(({ actor }) => actor.name)).toEqual(['second', 'first']);
  expect(decisions[1]?.changes).toEqual([
    expect.objectContaining({ before: 'Hello world, 3 times', after: 'Good morning world' }),
  ]);
  expect(await owner.get<VerificationView>('/audit/verify')).toMatchObject({ ok: true });
});

journey('findings keep a draft from being published until they are mended', async ({ product }) => {
  const owner = new Api(product.url, product.adminKey);
  const broken = 'name: to-mend\nsteps:\n  - id: a\n    kind: template\n    needs: [b]\n    with: { template: hi }\n';
  const made = await owner.call<{ id: string; version: null; findings: { rule: string; fix: string }[] }>(
    'POST',
    '/workflows',
    { text: broken, type: 'application/yaml' },
  );
  expect(made.status).toBe(201);
  expect(made.body.version).toBeNull();
  expect(made.body.findings).toContainEqual(expect.objectContaining({ severity: 'error', step: 'a' }));
  const refused = await owner.call<Problem>('POST', `/workflows/${made.body.id}/publish`, { json: {} });
  expect([refused.status, refused.body.code]).toEqual([422, 'invalid_workflow']);
  expect(refused.body.findings).not.toEqual([]);
  const unpublished = await owner.call<Problem>('POST', `/workflows/${made.body.id}/runs`, { json: {} });
  expect([unpublished.status, unpublished.body.code]).toEqual([422, 'not_published']);

  const { revision } = await owner.get<WorkflowView>(`/workflows/${made.body.id}`);
  const draft = { revision, yaml: broken.replace('needs: [b]', 'needs: []') };
  await owner.put(`/workflows/${made.body.id}/draft`, draft);
  const stale = await owner.call<Problem>('PUT', `/workflows/${made.body.id}/draft`, { json: draft });
  expect([stale.status, stale.body.code]).toEqual([409, 'stale_draft']);
  expect(await owner.post(`/workflows/${made.body.id}/publish`, {})).toMatchObject({ version: 1 });
});

journey('what is wrong with a call is told in one shape', async ({ product }) => {
  const owner = new Api(product.url, product.adminKey);
  const stranger = new Api(product.url, null);
  const told = async (api: Api, method: string, path: string, call = {}) => {
    const { status, type, body } = await api.call(method, path, call);
    expect(type).toContain('application/problem+json');
    expect(problemSchema.parse(body).status).toBe(status);
    return `${status} ${problemSchema.parse(body).code}`;
  };
  expect(await told(stranger, 'GET', '/runs')).toBe('401 unauthenticated');
  expect(await told(new Api(product.url, 'csk_wrong'), 'GET', '/runs')).toBe('401 unauthenticated');
  expect(await told(owner, 'GET', '/runs/nothing')).toBe('404 not_found');
  expect(await told(owner, 'GET', '/no/such/thing')).toBe('404 not_found');
  expect(await told(owner, 'DELETE', '/runs')).toBe('405 method_not_allowed');
  expect(await told(owner, 'POST', '/validate', { text: '{"spec":', type: 'application/json' })).toBe(
    '400 invalid_request',
  );
  expect(await told(owner, 'POST', '/validate', { text: 'x', type: 'text/html' })).toBe('415 unsupported_media_type');
  expect(await told(owner, 'POST', '/keys', { json: { name: 'k', scopes: ['all'] } })).toBe('400 invalid_request');

  const narrow = await owner.post<{ key: string }>('/keys', { name: 'reader', scopes: ['read'] });
  const reader = new Api(product.url, narrow.key);
  expect((await reader.call('GET', '/runs')).status).toBe(200);
  expect(await told(reader, 'POST', '/workflows', { text: yaml, type: 'application/yaml' })).toBe('403 forbidden');
});

journey('health, readiness and the published shapes', async ({ product }) => {
  const stranger = new Api(product.url, null);
  const at = (path: string) => stranger.call<Record<string, unknown>>('GET', `${product.url}${path}`);
  expect((await at('/health')).status).toBe(200);
  expect((await at('/ready')).status).toBe(200);

  const document = (await at('/openapi.json')).body as {
    openapi: string;
    paths: Record<string, Record<string, { responses: object }>>;
    components: { schemas: Record<string, unknown> };
  };
  expect(document.openapi).toMatch(/^3\.1\./);
  for (const path of ['/api/v1/workflows', '/api/v1/approvals/{id}/decisions', '/api/v1/audit/verify'])
    expect(document.paths).toHaveProperty([path]);
  // Every reference points at something that is there, and every operation says what it answers.
  const names = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name ?? '',
  );
  expect(names.filter((name) => !Object.hasOwn(document.components.schemas, name))).toEqual([]);
  for (const operations of Object.values(document.paths))
    for (const operation of Object.values(operations)) expect(Object.keys(operation.responses)).not.toEqual([]);

  const schema = (await at('/schema/workflow.json')).body;
  expect(schema.$schema).toContain('json-schema.org');
  expect(schema.properties).toHaveProperty('steps');
});
