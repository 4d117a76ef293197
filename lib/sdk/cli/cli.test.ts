import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EvidencePack } from '#lib/contracts/evidence.ts';
import type { TestPerson } from '../../../test/api.ts';
import { openProduct, type TestProduct } from '../../../test/product.ts';
import { verifyEvidence } from '../verify/verify-evidence.ts';

let product: TestProduct;
let server: Server;
let url: string;
let owner: TestPerson;
let key: string;
let folder: string;
let run: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-test-'));
  product = await openProduct();
  owner = await product.api.person('owner');
  const reviewer = await product.api.person('reviewer');
  key = await product.api.key(owner, ['admin']);
  // The API on a port of its own, as the command line meets it.
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = chunks.length > 0 ? Buffer.concat(chunks).toString() : undefined;
    const headers = Object.fromEntries(
      ['authorization', 'content-type', 'idempotency-key'].flatMap((name) => {
        const value = request.headers[name];
        return typeof value === 'string' ? [[name, value]] : [];
      }),
    );
    const answer = await product.api.call(request.method ?? 'GET', request.url ?? '/', { raw, headers });
    if (answer.body?.id && request.url?.endsWith('/runs')) await product.worker.worker.look(answer.body.id);
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const step = { id: 'notes', kind: 'template', with: { template: 'Notes' }, gate: { quorum: 1 } };
  const workflow = await product.workflow(owner, [step], { inputs: { tag: { type: 'string', default: 'v1' } } });
  await product.workflow(owner, [{ id: 'a', kind: 'template', with: { template: 'x' } }], { name: 'plain' });
  run = await product.start(owner, workflow);
  await product.decide(reviewer, await product.gate(reviewer, run), { action: 'modify', payload: { text: 'Signed' } });
  await product.until(owner, run, ({ finishedAt }) => finishedAt !== null);
});
afterAll(async () => {
  server.close();
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

async function countersign(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'countersign.mjs'), ...args], {
    env: { NODE_ENV: 'test', PATH: process.env.PATH, COUNTERSIGN_URL: url, COUNTERSIGN_API_KEY: key, ...env },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (err += data));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, out, err };
}

const evidence = async (): Promise<EvidencePack> =>
  (await product.api.call('GET', `/api/v1/runs/${run}/evidence`, { as: owner })).body;
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

test('verifies an evidence pack offline, and only its own entries show their text', async () => {
  const pack = await evidence();
  expect(Object.keys(pack.cases)).toHaveLength(2);
  expect(pack.record.links.some((link) => link.body === undefined)).toBe(false);
  const checked = await countersign(['verify', file('good.json', JSON.stringify(pack))], {
    COUNTERSIGN_URL: 'http://[::1]:9',
  });
  expect(checked).toMatchObject({ code: 0, err: '' });
  expect(checked.out).toContain('1 decision');
  expect(checked.out).toContain('ok: everything holds');
  await product.start(owner, 'plain');
  const later = await evidence();
  expect(later.record.links.at(-1)).toMatchObject({ bodyHash: expect.any(String) });
  expect(later.record.links.at(-1)?.body).toBeUndefined();
  expect(verifyEvidence(later).ok).toBe(true);
});

test('finds whatever was changed in an evidence pack', async () => {
  const pack = await evidence();
  const altered = (change: (copy: EvidencePack) => unknown) => {
    const copy = structuredClone(pack);
    change(copy);
    return verifyEvidence(copy).faults;
  };
  const vote = pack.events.findIndex(({ type }) => type === 'gate.voted');
  const digest = Object.keys(pack.cases)[0] as string;
  const set = (vote: number, field: object) => (copy: EvidencePack) => {
    Object.assign(copy.events[vote]!.data as object, field);
  };
  const faults = [
    altered(({ cases }) => Object.assign(cases, { [digest]: `${cases[digest]} ` })),
    altered(({ cases }) => Reflect.deleteProperty(cases, digest)),
    altered(({ events }) => events.splice(vote, 1)),
    altered(({ events }) => events.shift()),
    altered(set(vote, { action: 'approve' })),
    altered(set(vote, { actor: { kind: 'member', id: 'somebody', name: 'Somebody' } })),
    altered(set(vote, { digest: '0'.repeat(64) })),
    altered(({ record }) => record.links.splice(1, 1)),
    altered(({ record }) => record.links.pop()),
    altered(({ record: { links } }) => Object.assign(links[0]!, { body: links[0]?.body?.replace('owner', 'other') })),
    altered(({ record }) => Object.assign(record.head, { hash: '0'.repeat(64) })),
    altered((copy) => Object.assign(copy.run, { id: 'another' })),
  ];
  for (const [index, found] of faults.entries()) expect(found, `change ${index}`).not.toEqual([]);
});

test('verifies an exported record, and finds a changed, missing or cut-off line', async () => {
  const { body, headers } = await product.api.call('GET', '/api/v1/audit/export', { as: owner });
  expect(headers.get('content-disposition')).toContain('attachment');
  expect((await countersign(['verify', file('record.jsonl', body)])).code).toBe(0);
  expect((await countersign(['verify', '--url', url])).code).toBe(0);
  const lines: string[] = body.trimEnd().split('\n');
  const bad = {
    changed: lines.with(2, (lines[2] as string).replace('owner', 'other')),
    missing: lines.toSpliced(2, 1),
    cutOff: lines.slice(0, -1),
  };
  for (const [name, content] of Object.entries(bad)) {
    const { code, out } = await countersign(['verify', file(`${name}.jsonl`, `${content.join('\n')}\n`)]);
    expect(code, name).toBe(1);
    expect(out).toContain('BAD');
  }
});

test('what is no evidence, no file and no address is one clear line', async () => {
  for (const args of [
    ['verify', file('x.json', '{"a":1}')],
    ['verify', join(folder, 'none')],
    ['verify'],
    ['verify', '--url', 'x'],
    ['dance'],
    ['run'],
    ['verify', '--dance'],
  ]) {
    const { code, err } = await countersign(args);
    expect(code, args.join(' ')).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(1);
  }
  const away = await countersign(['run', 'x'], { COUNTERSIGN_URL: 'http://127.0.0.1:9' });
  expect(away).toMatchObject({ code: 2, err: expect.stringContaining('cannot be reached') });
});

test('validates a workflow file with line and fix', async () => {
  const good = file('good.yaml', 'name: x\nsteps:\n  - { id: a, kind: template, with: { template: x } }\n');
  expect(await countersign(['validate', good])).toMatchObject({ code: 0, out: expect.stringContaining('ok: 1 step') });
  const bad = await countersign(['validate', file('bad.yaml', 'name: x\nsteps:\n  - { id: a, kind: nonsense }\n')]);
  expect(bad.code).toBe(1);
  expect(bad.out).toMatch(/bad\.yaml:3:\d+ error/);
});

test('tells what a run would do, without one', async () => {
  const { code, out } = await countersign(['run', 'release', '--dry-run', '--input', 'tag=v2']);
  expect([code, out]).toEqual([0, 'notes  runs  (after: Is the result of notes right?)\n    {"template":"Notes"}\n']);
});

test('starts a run and follows it to its end', async () => {
  const { code, out } = await countersign(['run', 'plain', '--follow', '--label', 'nightly', '--label', 'env:prod']);
  expect(out).toContain('run.finished');
  expect(out).toContain('Succeeded');
  expect(code).toBe(0);
  const { body } = await product.api.call('GET', '/api/v1/runs?label=nightly&label=env:prod', { as: owner });
  expect(body.items).toMatchObject([{ workflowName: 'plain', labels: ['nightly', 'env:prod'] }]);
  const refused = await countersign(['run', 'plain', '--input', 'nothing=1']);
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('no input "nothing"') });
  const keyless = await countersign(['run', 'plain'], { COUNTERSIGN_API_KEY: '' });
  expect(keyless.err).toContain('COUNTERSIGN_API_KEY');
});

test('says its version and its commands', async () => {
  expect((await countersign(['version'])).out).toMatch(/^countersign \d/);
  expect((await countersign(['--help'])).out).toContain('countersign verify FILE');
});
