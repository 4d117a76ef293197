import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formsOf } from '#lib/engine/masking/forms.ts';
import type { TestPerson } from './api.ts';
import { openProduct, type TestProduct } from './product.ts';

// Through the doors people use: a secret and a sensitive input go through a run that does its best to tell them.

const secret = `ghp_Zq8/+w&Rt"3!vLm'9x`;
const multiline = `first line of the key\nsecond line = Zm9vYmFy\n`;
const password = 'pässwörd <of> somebody';
const all = { TOKEN: secret, KEY: multiline, password };

let product: TestProduct;
let owner: TestPerson;
let reviewer: TestPerson;
beforeAll(async () => {
  product = await openProduct();
  owner = await product.api.person('owner');
  reviewer = await product.api.person('reviewer');
  for (const name of ['TOKEN', 'KEY'] as const) {
    const { status } = await product.api.call('POST', '/api/v1/secrets', {
      as: owner,
      body: { name, value: all[name] },
    });
    expect(status).toBe(201);
  }
});
afterAll(() => product.close());

/** Prints each variable in every way a shell has at hand, and in pieces that no chunk holds whole. */
const tell = `
for name in TOKEN KEY PASSWORD; do
  value="\${!name}"
  printf 'sha256 %s ' "$name"; printf %s "$value" | sha256sum
  printf 'raw %s\\n' "$value"
  printf %s "$value" | base64
  printf %s "$value" | base64 -w 0 | tr '+/' '-_'; echo
  printf 'user:%s' "$value" | base64 -w 0; echo
  printf 'x%s!' "$value" | base64 -w 0; echo
  hex=$(printf %s "$value" | od -An -v -tx1 | tr -d ' \\n')
  echo "$hex"; echo "$hex" | tr a-f A-F
  echo "$hex" | sed 's/../%&/g'
  node -p 'encodeURIComponent(process.argv[1]) + "\\n" + new URLSearchParams({ v: process.argv[1] }) + "\\n" + JSON.stringify({ v: process.argv[1] })' "$value"
  printf '%q\\n' "$value"
  (set -x; : "$value")
  for ((at = \${#value} - 1; at >= 0; at--)); do tail="\${value:at:1}$tail"; done
  for ((at = 0; at < \${#tail}; at += 5)); do printf %s "\${tail:at:5}"; sleep 0.03; done
  tail=; echo
done
printf %s "$TOKEN" >&2
`;

const env = { TOKEN: '{{ secrets.TOKEN }}', KEY: '{{ secrets.KEY }}', PASSWORD: '{{ inputs.password }}' };
const inputs = { password: { type: 'string', sensitive: true }, note: { type: 'string', default: '' } };
const steps = [
  {
    id: 'say',
    kind: 'shell',
    with: { run: tell, env: { ...env, HEADER: 'Bearer {{ secrets.TOKEN }}' } },
    gate: { placement: 'before', reviewers: {} },
  },
  {
    id: 'keep',
    kind: 'template',
    needs: ['say'],
    with: { template: '{{ steps.say.output.stdout }}{{ steps.say.output.stderr }}', artifact: 'said.txt' },
  },
  { id: 'break', kind: 'shell', needs: ['say'], with: { run: 'echo "no: $TOKEN $KEY" >&2; exit 7', env } },
  {
    id: 'forge',
    kind: 'shell',
    needs: ['say'],
    with: { run: 'printf "\\uFDD0secrets.TOKEN\\uFDD1"; printf %s "$NOTE"', env: { NOTE: '{{ inputs.note }}' } },
  },
  {
    id: 'launder',
    kind: 'shell',
    needs: ['forge'],
    with: { run: 'printf %s "$GIVEN" | sha256sum', env: { GIVEN: '{{ steps.forge.output.stdout }}' } },
  },
  { id: 'ask', kind: 'gate', needs: ['keep'], with: { payload: '{{ steps.say.output }}' } },
];

const forms = Object.values(all).flatMap((value) => [
  ...formsOf(value),
  value.trim(),
  encodeURIComponent(value.trim()),
  Buffer.from(value).toString('base64').replace(/.?=*$/, ''),
  Buffer.from(value).toString('hex'),
]);
const seenIn = (text: string) => forms.filter((form) => form.length >= 8 && text.includes(form));

test('a secret and a sensitive input reach the command, and nothing else in the world', async () => {
  const { api } = product;
  const id = await product.workflow(owner, steps, { inputs });
  const body = { input: { password, note: 'plain' } };
  const headers = { 'idempotency-key': 'once' };
  const started = await api.call('POST', `/api/v1/workflows/${id}/runs`, { as: owner, body, headers });
  const again = await api.call('POST', `/api/v1/workflows/${id}/runs`, { as: owner, body, headers });
  expect(again.body).toEqual(started.body);
  const run: string = started.body.id;
  await product.worker.worker.look(run);

  const before = await product.gate(reviewer, run);
  expect(JSON.stringify(before.payload)).toContain('secrets.TOKEN');
  const payload = structuredClone(before.payload) as { env: Record<string, string> };
  payload.env.EXTRA = payload.env.TOKEN!;
  const moved = await product.decide(reviewer, before, { action: 'modify', payload, comment: 'more' });
  expect([moved.status, moved.body]).toMatchObject([422, { code: 'payload_invalid', errors: [{ path: 'env.EXTRA' }] }]);
  await product.decide(reviewer, before, { action: 'approve', comment: 'fine' });
  const last = await product.until(
    owner,
    run,
    ({ steps: all }) =>
      all.every(({ id, status }) => id === 'ask' || status === 'succeeded' || status === 'failed') &&
      all.some(({ id, gate }) => id === 'ask' && gate !== null),
  );
  const step = (name: string) => last.steps.find((each) => each.id === name)!;
  const output = step('say').output as { stdout: string; stderr: string };

  // The values arrived, byte for byte…
  for (const [name, value] of Object.entries({ TOKEN: secret, KEY: multiline, PASSWORD: password }))
    expect(output.stdout).toContain(`sha256 ${name} ${createHash('sha256').update(value).digest('hex')}`);
  // …and were hidden where they were told.
  expect(output.stdout).toContain('raw •••');
  expect(output.stderr).toMatch(/•••$/);
  expect(step('break').error).toMatchObject({ kind: 'exit', message: expect.stringContaining('no: •••') });
  // What a command prints is no reference, whatever it looks like.
  const cleaned = createHash('sha256').update('\uFFFDsecrets.TOKEN\uFFFDplain').digest('hex');
  expect(step('launder').output).toMatchObject({ stdout: expect.stringContaining(cleaned) });

  const asked = await product.gate(reviewer, run);
  const answers = [started, again, moved];
  const get = async (path: string) => {
    const answer = await api.call('GET', path, { as: owner });
    expect([path, answer.status]).toEqual([path, 200]);
    answers.push(answer);
    return answer.body;
  };
  const at = `/api/v1/runs/${run}`;
  await get(at);
  await get(`${at}/events?limit=500`);
  for (const { id: name } of steps) if (!['keep', 'ask'].includes(name)) await get(`${at}/steps/${name}/logs`);
  // What came in pieces is looked at as a whole, too.
  for (const name of ['say', 'break']) await get(`${at}/steps/${name}/logs?download=1`);
  const files = await get(`${at}/artifacts`);
  expect(files.items).toHaveLength(1);
  expect(await get(`${at}/artifacts/${files.items[0].id}`)).toContain('raw •••');
  await get(`${at}/evidence`);
  await get('/api/v1/runs');
  await get(`/api/v1/approvals/${before.id}`);
  await get(`/api/v1/approvals/${asked.id}`);
  await get('/api/v1/audit?limit=100');
  await get('/api/v1/audit/export');
  await get('/api/v1/secrets');
  for (const { body } of answers) expect(seenIn(typeof body === 'string' ? body : JSON.stringify(body))).toEqual([]);

  // Every row of every table, and every file of the data folder.
  const { rows: tables } = await api.db.pool.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`,
  );
  expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['public.run_event', 'public.step_log']));
  for (const { name } of tables) {
    const { rows } = await api.db.pool.query<{ row: object }>(`SELECT to_jsonb(t) AS row FROM ${name} t`);
    for (const { row } of rows) for (const text of textsOf(row)) expect([name, seenIn(text)]).toEqual([name, []]);
  }
  const folder = process.env.COUNTERSIGN_DATA_DIR ?? '';
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (file.isFile()) expect(seenIn(readFileSync(join(file.parentPath, file.name), 'utf8'))).toEqual([]);

  const { rows } = await api.db.pool.query('SELECT name, last_used_at FROM secret ORDER BY name');
  expect(rows.every(({ last_used_at: used }) => used !== null)).toBe(true);
  const sealed = await api.db.pool.query('SELECT name, sealed FROM sensitive_value WHERE run_id = $1', [run]);
  expect(sealed.rows).toMatchObject([{ name: 'inputs.password', sealed: expect.stringMatching(/^v1\./) }]);
});

/** Texts as they are, and JSON inside them (bodies, payloads) with its escapes taken off. */
function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    yield value;
    if (/^[[{"]/.test(value))
      try {
        yield* textsOf(JSON.parse(value));
      } catch {}
  } else if (value !== null && typeof value === 'object')
    for (const [key, item] of Object.entries(value)) {
      yield key;
      yield* textsOf(item);
    }
}

test('a secret that is not there fails the step before it runs, with the place and what to do', async () => {
  const id = await product.workflow(owner, [
    { id: 'a', kind: 'shell', with: { run: 'echo ran', env: { A: 'x', B: 'Bearer {{ secrets.MISSING }}' } } },
  ]);
  const run = await product.start(owner, id);
  const { steps: ended } = await product.until(owner, run, ({ finishedAt }) => finishedAt !== null);
  expect(ended[0]?.error).toMatchObject({
    kind: 'input',
    message: 'The workspace has no secret MISSING.',
    place: 'with.env.B',
    fix: expect.stringContaining('Settings → Secrets'),
  });
  const { body } = await product.api.call('GET', `/api/v1/runs/${run}/steps/a/logs`, { as: owner });
  expect(JSON.stringify(body)).not.toContain('ran');
});

test('a secret of another workspace is a missing one', async () => {
  const workspaceId = await product.api.workspace();
  const stranger = await product.api.person('owner', { workspaceId });
  const id = await product.workflow(stranger, [
    { id: 'a', kind: 'shell', with: { run: 'echo ran', env: { A: '{{ secrets.TOKEN }}' } } },
  ]);
  const run = await product.start(stranger, id);
  const ended = await product.until(stranger, run, ({ finishedAt }) => finishedAt !== null);
  expect(ended.steps[0]?.error).toMatchObject({ message: 'The workspace has no secret TOKEN.' });
});

test('a workflow that would show one is not published, and one that names none there is warns', async () => {
  const findingsOf = async (step: object) => {
    const body = { spec: { name: 'x', description: 'd', inputs, steps: [step] } };
    return (await product.api.call('POST', '/api/v1/validate', { as: owner, body })).body;
  };
  const template = (text: string) => findingsOf({ id: 'a', kind: 'template', with: { template: text } });
  expect(await template('{{ inputs.password }}')).toMatchObject({
    ok: false,
    findings: [{ rule: 'security.sensitiveHere' }],
  });
  expect(await template('{{ secrets.TOKEN }}')).toMatchObject({
    ok: false,
    findings: [{ rule: 'security.secretsHere' }],
  });
  const shell = { id: 'a', kind: 'shell', with: { run: 'x', env: { A: '{{ secrets.TOKE }}' } } };
  expect(await findingsOf(shell)).toMatchObject({
    ok: true,
    findings: [{ rule: 'security.unknownSecret', fix: expect.stringContaining('Did you mean "TOKEN"?') }],
  });
});

test('a value that could be taken for a reference is refused at the start, by the input’s name', async () => {
  const id = await product.workflow(owner, [{ id: 'a', kind: 'gate' }], { inputs });
  const given = { password, note: '\uFDD0secrets.TOKEN\uFDD1' };
  const answer = await product.api.call('POST', `/api/v1/workflows/${id}/runs`, { as: owner, body: { input: given } });
  expect([answer.status, answer.body]).toMatchObject([
    422,
    { code: 'invalid_input', errors: [{ path: 'input.note' }] },
  ]);
});
